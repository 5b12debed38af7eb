package cn.fuhan.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile or senseless input costs time in proportion to its length, and no more. */
class NoiseTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aMegabyteOfNoiseIsRefused() {
        StringBuilder noise = new StringBuilder();
        Random random = new Random(7);
        while (noise.length() < 350_000) {
            noise.append((char) (0x4E00 + random.nextInt(0x5000)));
        }
        byte[] bytes = noise.toString().getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(
                SOON,
                () -> {
                    assertThatThrownBy(() -> Intake.text(bytes, null))
                            .isInstanceOf(UnreadableException.class);
                    assertThatThrownBy(() -> Intake.page(bytes, null))
                            .isInstanceOf(UnreadableException.class);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<td>", "&#28595;", "新 葡 "})
    void tenMegabytesOfOneLineEndSoon(String pattern) {
        byte[] line =
                pattern.repeat((10 << 20) / pattern.getBytes(StandardCharsets.UTF_8).length)
                        .getBytes(StandardCharsets.UTF_8);
        byte[] largest = java.util.Arrays.copyOf(line, 8 << 20);
        assertTimeoutPreemptively(
                SOON,
                () -> {
                    assertThatThrownBy(() -> Intake.text(line, null))
                            .isInstanceOf(UnreadableException.class);
                    assertThatThrownBy(() -> Intake.page(line, null))
                            .isInstanceOf(UnreadableException.class);
                    endsOneWayOrTheOther(() -> Intake.page(largest, null));
                    endsOneWayOrTheOther(() -> Intake.text(largest, null));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>%s</style>",
                "<script>%s</script>",
                "<div style='%s'>",
                "<a href='http://a.b/%s'>x</a>",
                "<title>%s</title>"
            })
    void longPartsOutOfSightEndSoon(String around) {
        String html =
                "<p>王青委员：</p><p>您提出的提案收悉</p>"
                        + around.formatted("@media a{.b{left:-1px}".repeat(40_000));
        assertTimeoutPreemptively(SOON, () -> endsOneWayOrTheOther(() -> Sample.page(html)));
        String links = "<p style='display:none'>" + "<a href='http://a.top'>一</a>".repeat(20_000);
        assertTimeoutPreemptively(SOON, () -> endsOneWayOrTheOther(() -> Sample.page(links)));
    }

    private static void endsOneWayOrTheOther(Runnable reading) {
        try {
            reading.run();
        } catch (UnreadableException e) {
            // as good
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "届次会议第经与和会同市",
                "a1-.",
                "索 引 号 ",
                "1",
                "关于",
                "新葡京8",
                "（联系人",
                "提出的《关于",
                "市科技局2022\n",
                "一、委员：\n",
                "1.第一，（一）\n",
                "【【〔（",
                "王委员、",
                "审签经由",
                "www.",
                "@a.b"
            })
    void repetitionIsReadInTime(String pattern) {
        String text = "王青委员：\n您提出的提案收悉\n" + pattern.repeat(190_000 / pattern.length());
        assertTimeoutPreemptively(
                SOON, () -> assertThatCode(() -> Sample.text(text)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>位置",
                "<span>首页",
                "<table><tr><td>",
                "<b>索引号</b>",
                "<li>一、<p>",
                "<h1>关于提案的答复"
            })
    void deepPagesAreReadInTime(String pattern) {
        String html = "<p>王青委员：</p>" + pattern.repeat(8_000);
        assertTimeoutPreemptively(
                SOON, () -> assertThatCode(() -> Sample.page(html)).doesNotThrowAnyException());
    }
}
