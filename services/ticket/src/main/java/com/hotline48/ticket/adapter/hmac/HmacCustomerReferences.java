package com.hotline48.ticket.adapter.hmac;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.hotline48.ticket.application.CustomerReferences;

/** Customer references as HMAC-SHA-256 (RFC 2104), base64url: 43 characters. */
public final class HmacCustomerReferences implements CustomerReferences {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_KEY_BYTES = 16;

    private final SecretKeySpec key;

    /**
     * @param secret at least 16 bytes in UTF-8; another one makes every customer another one
     * @throws IllegalArgumentException if it is shorter
     */
    public HmacCustomerReferences(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "HOTLINE_CUSTOMER_KEY: " + bytes.length + " bytes (expected: at least " + MIN_KEY_BYTES + ")");
        }
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    @Override
    public String of(String e164) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(e164.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
