package cn.fuhan.followup;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How near a deadline is (预警), in the colours that offices use; a page says it in words as well.
 */
@Schema(
        name = "Warning",
        description =
                """
                期限的预警，按剩余的工作日：

                - `NONE` 还早，或已经办完
                - `BLUE` 蓝色提醒
                - `YELLOW` 黄色预警
                - `RED` 红色预警，包括已经逾期
                """)
public enum Warning {
    NONE("正常"),
    BLUE("蓝色提醒"),
    YELLOW("黄色预警"),
    RED("红色预警");

    private final String label;

    Warning(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
