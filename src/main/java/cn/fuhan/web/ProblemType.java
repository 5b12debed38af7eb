package cn.fuhan.web;

/**
 * Every kind of problem that this service answers with (RFC 9457). The {@code type} URI is a
 * reference relative to the service, {@code /problems/<slug>}, is itself a page that explains the
 * problem, and never changes its meaning.
 */
public enum ProblemType {
    BAD_REQUEST("bad-request", 400, "请求有误", "请求的格式不对，服务器读不懂。请按接口说明改正后再发。"),
    MALFORMED_JSON(
            "malformed-json", 400, "JSON 有误", "请求正文不是正确的 JSON，或字段的类型不对、名称不认识。errors 指出位置，改正后再发。"),
    BAD_TEXT("bad-text", 400, "文字中有不可用的字符", "文字里有空字符、不成对的代理字符或其他控制字符，无法保存也无法显示。请删除后再发。"),
    BAD_CURSOR("bad-cursor", 400, "翻页标记无效", "cursor 只能原样使用上一页答复中的 next。请从第一页重新开始。"),
    BAD_PARAMETER("bad-parameter", 400, "查询参数有误", "某个查询参数的值不在允许的范围内。errors 指出是哪一个。"),
    LOGIN_REQUIRED("login-required", 401, "需要登录", "这项操作只供工作人员使用。请用账号和密码登录（HTTP Basic），或先登录工作台。"),
    SESSION_REQUIRED(
            "session-required",
            401,
            "需要登录小程序",
            "这项操作须由提出者登录后使用。请先登录，把得到的 accessToken 放进 Authorization: Bearer 头。"),
    SESSION_ENDED(
            "session-ended",
            401,
            "会话已失效",
            "令牌不对，或会话已到期、已续期、已注销。请用最近得到的 refreshToken 续期；仍不行时，请重新登录。"),
    RECEIPT_CODE_REQUIRED(
            "receipt-code-required", 401, "缺少回执码", "提交回执须在 Receipt-Code 头中给出回执码。回执码印在随函寄送的回执单上。"),
    RECEIPT_CODE_UNKNOWN(
            "receipt-code-unknown", 403, "回执码无效", "回执码不对，或不属于这一件复函。请核对回执单，或请承办单位重新出具。"),
    INVITATION_REQUIRED(
            "invitation-required",
            403,
            "尚未认领",
            "当前账号没有认领过这件复函的回执。请先扫描回执单上的二维码或输入回执码（POST /api/v1/me/invitations）。"),
    WECHAT_BLOCKED("wechat-blocked", 403, "微信拒绝登录", "微信判定这个微信号有风险，不许它登录小程序。回执仍可用回执单上的回执码在网页上提交。"),
    FORBIDDEN("forbidden", 403, "无权操作", "当前账号没有做这件事的权限。请联系管理员。"),
    PASSWORD_CHANGE_REQUIRED(
            "password-change-required", 403, "须先修改密码", "这个账号还在用管理员给的密码，不能做别的事。请先登录工作台，改成自己的密码。"),
    FORGED(
            "forged",
            403,
            "不是从工作台发出的",
            "这次提交没有带上工作台页面的标记，或来自别的网站，为防冒用没有执行。请重新打开工作台的这一页再提交；程序用登录会话写入时须带 X-CSRF-Token。"),
    NOT_FOUND("not-found", 404, "没有找到", "地址或编号不对，或者这一件从未公开。请核对后再试。"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "不支持的操作", "这个地址不支持所用的 HTTP 方法。Allow 头列出可用的方法。"),
    NOT_ACCEPTABLE("not-acceptable", 406, "没有所要的格式", "Accept 头中的格式都不提供。请改用接口说明中的格式。"),
    ALREADY_IMPORTED(
            "already-imported", 409, "该复函已经导入过", "同一件复函已在系统中，没有重复保存。code 和 Location 指出已有的那一件。"),
    ALREADY_ASSIGNED("already-assigned", 409, "已经登记过", "会议、编号和主办单位相同的交办件已经登记。请查找已有的那一件，在那里更正。"),
    NO_CONSENT("no-consent", 409, "提出者没有同意公开", "提出者没有同意公开这份意见，不能公开。同意须由提出者在回执上勾选。"),
    ALREADY_SETTLED("already-settled", 409, "已经了结", "这一项已经兑现或变更，不能再改。请在变更后的那一项上登记。"),
    CASE_CLOSED("case-closed", 409, "已经结案", "这一件重新办理已经结案，不能再改。提出者再次不满意时，会另立一件。"),
    CASE_NOT_READY("case-not-ready", 409, "还不能结案", "结案之前须与提出者当面或电话沟通过，并记下沟通的情况。请先登记沟通。"),
    UNRESOLVED_FINDINGS(
            "unresolved-findings", 409, "尚有可疑内容未处理", "可疑的文字须由工作人员逐处确认、删除或更正，之后才能发布。findings 列出各处。"),
    NOT_READY("not-ready", 409, "尚不能发布", "复函缺少发布所必需的内容，或公开属性为不予公开。errors 列出所缺各项。"),
    FOUR_EYES("four-eyes", 409, "须由他人审签", "这一版是您自己起草或修改的，不能由您自己审签发布。请另一位有审签权限的同事核对后发布。"),
    LAST_ADMINISTRATOR(
            "last-administrator", 409, "最后一位管理员", "至少要有一位可用的管理员，否则没有人能管理账号。请先给另一个账号管理员的角色。"),
    NOT_PUBLISHED("not-published", 409, "尚未发布", "这一件目前没有发布，因此不能撤回。"),
    RECEIPT_IN_FLIGHT(
            "receipt-in-flight", 409, "正在处理", "同一份回执的上一次提交还在处理。请稍候，用同一个 Idempotency-Key 原样再发一次。"),
    INVITATION_TAKEN(
            "invitation-taken",
            409,
            "回执已由他人认领",
            "这个回执码已由另一个账号认领，没有改动。本人的回执码不应外传；如有疑问，请联系承办单位。回执仍可凭回执码在网页上提交。"),
    WITHDRAWN("withdrawn", 410, "已撤回", "发布单位已撤回这一件，原因见 detail。"),
    RECEIPT_CLOSED("receipt-closed", 410, "回执已截止", "回执的提交和修改期限已过。如仍需反馈，请联系承办单位。"),
    STALE("stale", 412, "内容已被他人修改", "在您读取之后，这一件又有改动。请重新读取，把修改合并后再提交。"),
    TOO_LARGE("too-large", 413, "内容过大", "请求正文超过上限（10 MB）。请拆分或压缩图片后再发。"),
    URI_TOO_LONG("uri-too-long", 414, "网址过长", "网址和查询超过上限（100000 个字符）。请缩短查询后再试。"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "不支持的文件类型", "请用接口说明中列出的 Content-Type。"),
    INVALID("invalid", 422, "内容不符合要求", "有一项或多项内容不符合要求。errors 逐项指出位置和改法。"),
    WECHAT_CODE(
            "wechat-code",
            422,
            "微信登录凭证无效",
            "wx.login 的 code 不对、已过五分钟或已经用过。请重新调用 wx.login，用新的 code 登录。"),
    UNREADABLE("unreadable", 422, "文件无法读取", "文件损坏、加密、含有宏或不是所称的格式。请另存为普通的网页、文本或 docx 后再导入。"),
    KEY_REUSED(
            "key-reused",
            422,
            "Idempotency-Key 已用于别的内容",
            "同一个 Idempotency-Key 只能用来重发同样的内容。要修改回执，请换一个新的 Idempotency-Key。"),
    PRECONDITION_REQUIRED(
            "precondition-required",
            428,
            "缺少 If-Match",
            "修改前请先读取，并把答复中的 ETag 放进 If-Match 头，以免覆盖他人的修改。"),
    TOO_MANY("too-many", 429, "尝试过于频繁", "失败的尝试过多，请按 Retry-After 所示的秒数等候后再试。"),
    HEADER_TOO_LARGE("header-too-large", 431, "请求头过大", "请求头超过上限（16 KB）。请清除多余的 Cookie 或请求头后再试。"),
    INTERNAL("internal", 500, "服务器出错", "服务器内部出错，您的内容没有保存。请稍后再试；如仍不行，请把 errorId 告知管理员。"),
    WECHAT_NOT_CONFIGURED(
            "wechat-not-configured",
            503,
            "尚未接入微信",
            "本服务还没有接入微信。管理员须设置 FUHAN_WECHAT_APPID、FUHAN_WECHAT_SECRET 和 FUHAN_WECHAT_KEY 后重新启动；回执仍可凭回执码在网页上提交。"),
    WECHAT_UNAVAILABLE(
            "wechat-unavailable",
            503,
            "微信暂时没有答复",
            "微信的服务器暂时没有答复。请按 Retry-After 所示的秒数等候后再试；回执仍可凭回执码提交，不受影响。"),
    UNAVAILABLE("unavailable", 503, "暂时无法服务", "服务暂时不可用，没有确认的内容不算已经保存。请按 Retry-After 所示的秒数等候后原样再试。");

    private final String slug;
    private final int status;
    private final String title;
    private final String meaning;

    ProblemType(String slug, int status, String title, String meaning) {
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    public String slug() {
        return slug;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** A few words in Chinese, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** What it means and what to do next, in Chinese; the default {@code detail}. */
    public String meaning() {
        return meaning;
    }

    /** The {@code type} URI reference. */
    public String uri() {
        return "/problems/" + slug;
    }
}
