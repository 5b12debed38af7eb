package cn.fuhan.wechat;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a proposer may be told of. */
@Schema(name = "Happening")
enum Happening {
    /** 回执已收到. */
    RECEIPT_RECEIVED,
    /** 承办单位已答复: the letter is public. */
    ANSWERED,
    /** 复函有新的一版. */
    REVISED
}
