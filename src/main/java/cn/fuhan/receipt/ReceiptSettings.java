package cn.fuhan.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an installation decides about receipts. */
@ConfigMapping(prefix = "fuhan.receipt")
interface ReceiptSettings {

    /** Whether 理解 (understanding) is offered as a rating. */
    @WithDefault("false")
    boolean understanding();

    /** Working days from the invitation to the deadline, often 15. */
    @WithDefault("15")
    int workingDays();
}
