package com.hotline48.standalone;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The whole platform on free ports. */
final class TestSettings {

    private TestSettings() {}

    static StandaloneSettings onFreePorts(Path data) {
        return new StandaloneSettings(
                data,
                0,
                0,
                Arrays.stream(PlatformApplication.values()).collect(Collectors.toMap(Function.identity(), name -> 0)));
    }
}
