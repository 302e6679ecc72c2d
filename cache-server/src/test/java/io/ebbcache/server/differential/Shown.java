package io.ebbcache.server.differential;

import java.util.regex.Pattern;

/** Bytes as somebody reads them who looks for a bug: escaped as in Java, long runs shortened. */
final class Shown {

    private static final Pattern RUN = Pattern.compile("(.)\\1{29,}", Pattern.DOTALL);

    private Shown() {}

    static String text(String bytes) {
        String shortened = RUN.matcher(bytes)
                .replaceAll(run -> run.group(1).replace("\\", "\\\\").replace("$", "\\$") + "{"
                        + run.group().length() + "}");
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < shortened.length(); i++) {
            char c = shortened.charAt(i);
            switch (c) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                default -> shown.append(c >= ' ' && c < 127 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return shown.toString();
    }
}
