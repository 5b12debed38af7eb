package cn.fuhan.receipt;

import org.jspecify.annotations.Nullable;

/**
 * Whose invitation it is: of whoever holds its code, or of the account that it belongs to. One of
 * the two is null.
 */
record Holder(byte @Nullable [] codeHash, @Nullable Long account) {

    static Holder ofCode(String receiptCode) {
        return new Holder(ReceiptCode.hash(receiptCode), null);
    }

    static Holder ofAccount(long account) {
        return new Holder(null, account);
    }
}
