package cn.fuhan.followup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The deadlines of the place (办理期限), and how early they are warned of. */
@ConfigMapping(prefix = "fuhan.followup")
interface FollowupSettings {

    /** Months from assignment to answer. */
    @WithDefault("3")
    int months();

    /** Months from assignment beyond which no extension (延期) goes. */
    @WithDefault("6")
    int longestMonths();

    /** Months that a co-handler has for its opinion (会办意见). */
    @WithDefault("1")
    int coHandlerMonths();

    /** Working days from the date of issue to publication (政府信息公开条例, article 26). */
    @WithDefault("20")
    int publicationWorkingDays();

    /** Working days from a change of a promise (承诺) to the second reply about it. */
    @WithDefault("20")
    int secondReplyWorkingDays();

    /** Months that re-handling (二次办理) may take. */
    @WithDefault("3")
    int rehandlingMonths();

    /** So many working days before its deadline, a receipt that isn't there is reminded of (催办). */
    @WithDefault("5")
    int remindWorkingDays();

    /** From so many working days left on, a deadline is blue (蓝色提醒). */
    @WithDefault("20")
    int blue();

    /** From so many on, it is yellow (黄色预警). */
    @WithDefault("10")
    int yellow();

    /** From so many on, and when it is overdue, it is red (红色预警). */
    @WithDefault("5")
    int red();
}
