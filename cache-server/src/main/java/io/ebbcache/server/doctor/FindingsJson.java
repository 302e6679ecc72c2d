package io.ebbcache.server.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings for machines: {@code {"usable":…,"findings":[{"topic":…,"mark":…,"found":…,"advice":…}]}}. */
public final class FindingsJson {
    private FindingsJson() {}

    /** One line of JSON for each finding, and two around them. */
    public static String text(List<Finding> findings) {
        return findings.stream()
                .map(FindingsJson::object)
                .collect(Collectors.joining(
                        ",\n", "{\"usable\":" + Doctor.isUsable(findings) + ",\"findings\":[\n", "\n]}"));
    }

    private static String object(Finding finding) {
        return "{\"topic\":%s,\"mark\":%s,\"found\":%s,\"advice\":%s}"
                .formatted(
                        quoted(finding.topic()),
                        quoted(finding.mark().word()),
                        quoted(finding.found()),
                        quoted(finding.advice()));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
