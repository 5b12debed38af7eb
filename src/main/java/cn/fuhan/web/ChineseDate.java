package cn.fuhan.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Dates as official documents print them: 2022年5月16日. */
public final class ChineseDate {
    /** The one legal time of the country. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("y年M月d日");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("y年M月d日 HH:mm");

    private ChineseDate() {}

    public static String day(LocalDate date) {
        return DAY.format(date);
    }

    public static String day(Instant time) {
        return DAY.format(time.atZone(ZONE));
    }

    public static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZONE));
    }
}
