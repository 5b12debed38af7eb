package cn.fuhan.desk;

import org.jspecify.annotations.Nullable;

/**
 * A file as it came, with either its content or why that isn't looked at.
 *
 * @param name as it may be shown
 * @param refusal in Chinese, why and what to do
 */
record ReceivedFile(
        String name, @Nullable Long size, byte @Nullable [] content, @Nullable String refusal) {

    static ReceivedFile refused(String name, @Nullable Long size, String why) {
        return new ReceivedFile(name, size, null, why);
    }
}
