package cn.fuhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class OwnAddressTest {

    @Test
    void theAddressIsOneThatAPhoneCanType() throws SocketException {
        assertThat(OwnAddress.inNetwork()).isInstanceOf(Inet4Address.class);
    }

    @Test
    void aServiceBoundToOneAddressIsThere() throws SocketException, UnknownHostException {
        assertThat(new OwnAddress("127.0.0.1", 8080).url()).isEqualTo("http://127.0.0.1:8080");
    }
}
