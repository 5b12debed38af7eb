package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which coding a reader gets, by RFC 9110, 12.5.3. */
class CodingTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "nothing                      | NONE",
                "''                           | NONE",
                "identity                     | NONE",
                "gzip                         | GZIP",
                "gzip, deflate                | GZIP",
                "gzip, deflate, br            | BROTLI",
                "gzip,deflate,br,zstd         | BROTLI",
                "br                           | BROTLI",
                "brotli, gzip                 | GZIP",
                "vbr                          | NONE",
                "*                            | GZIP",
                "deflate, *;q=0.5             | GZIP",
                "br;q=0, gzip                 | GZIP",
                "br;q=0.5, gzip;q=1.0         | GZIP",
                "br;q=1.0, gzip;q=0.8, *;q=0.1| BROTLI",
                "gzip;q=0                     | NONE",
                "gzip;q=0.000, br;q=0         | NONE",
                "gzip;q=0, *                  | NONE",
                "br ; q=0.2                   | BROTLI",
                "gzip;q=x                     | GZIP",
            })
    void theCodingWithTheGreatestWeightAndBrotliBeforeGzip(String acceptEncoding, Coding best) {
        assertThat(Coding.best(acceptEncoding, true)).isEqualTo(best);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br  | GZIP",
                "br                 | NONE",
                "br;q=1, gzip;q=0.1 | GZIP",
            })
    void whatIsNotThereInBrotliIsInGzip(String acceptEncoding, Coding best) {
        assertThat(Coding.best(acceptEncoding, false)).isEqualTo(best);
    }
}
