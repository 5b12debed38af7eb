package cn.fuhan.wechat;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides what WeChat tells us in confidence: openids are found by a keyed hash (HMAC-SHA-256), and
 * what must be read back is sealed (AES-256-GCM). Each use has a key of its own, derived from
 * {@code FUHAN_WECHAT_KEY}; whoever has the database alone learns nothing.
 */
@Singleton
class Secrecy {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final WeChatSettings settings;

    Secrecy(WeChatSettings settings) {
        this.settings = settings;
    }

    /** The same for the same text, and not to be had without the key. */
    byte[] hash(String text) {
        return hmac(key("openid-hash"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sealed for this purpose; different each time. */
    byte[] seal(String purpose, String text) {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed =
                cipher(Cipher.ENCRYPT_MODE, purpose, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE, sealed.length);
        return both;
    }

    /**
     * What was sealed for this purpose.
     *
     * @throws IllegalStateException when it was sealed with another key
     */
    String open(String purpose, byte[] sealed) {
        return new String(
                cipher(
                        Cipher.DECRYPT_MODE,
                        purpose,
                        Arrays.copyOf(sealed, NONCE),
                        Arrays.copyOfRange(sealed, NONCE, sealed.length)),
                StandardCharsets.UTF_8);
    }

    private byte[] cipher(int mode, String purpose, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(key("seal " + purpose), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "can't be opened with this FUHAN_WECHAT_KEY, or was changed", e);
        }
    }

    private byte[] key(String use) {
        settings.require();
        return hmac(
                settings.key().orElseThrow().getBytes(StandardCharsets.UTF_8),
                use.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
