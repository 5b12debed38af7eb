package cn.fuhan.wechat;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a proposer, or who follows a letter, may be told of. */
@Schema(name = "Happening")
enum Happening {
    /** 回执已收到. */
    RECEIPT_RECEIVED,
    /** 承办单位已答复: the letter is public. */
    ANSWERED,
    /** 复函有新的一版. */
    REVISED,
    /** 承诺有进展. */
    PROGRESS,
    /** 请填写回执: its deadline is near. */
    REMINDER
}
