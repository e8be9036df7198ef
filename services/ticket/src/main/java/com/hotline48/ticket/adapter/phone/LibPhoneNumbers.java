package com.hotline48.ticket.adapter.phone;

import java.util.Optional;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.hotline48.ticket.domain.PhoneNumbers;

/**
 * Phone numbers by libphonenumber, region China. Possible numbers are taken: number plans change faster than releases.
 */
public final class LibPhoneNumbers implements PhoneNumbers {

    private static final String REGION = "CN";
    /** Digits, also full-width ones, and what people put between them; letters would be read as keypad digits. */
    private static final Pattern WRITTEN = Pattern.compile("[+＋]?[\\p{Nd} ()（）.\\-－/]{3,40}");

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

    @Override
    public Optional<String> normalise(String number) {
        if (!WRITTEN.matcher(number).matches()) {
            return Optional.empty();
        }
        try {
            PhoneNumber parsed = plans.parse(number, REGION);
            return plans.isPossibleNumber(parsed)
                    ? Optional.of(plans.format(parsed, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
