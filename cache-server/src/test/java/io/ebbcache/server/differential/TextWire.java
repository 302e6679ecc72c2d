package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classic text and meta commands. */
final class TextWire implements Wire {

    private static final String LINE_END = "\r\n";

    @Override
    public Request flush() {
        return Request.line("flush_all");
    }

    @Override
    public String end(int number) {
        return "ms end 0 O" + number + LINE_END + LINE_END;
    }

    @Override
    public String endReply(int number) {
        return "HD O" + number + LINE_END;
    }

    @Override
    public String number(long cas) {
        return Long.toUnsignedString(cas);
    }

    @Override
    public List<String> parts(String replies, CasNumbers numbers) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < replies.length()) {
            int end = replies.indexOf(LINE_END, at);
            if (end < 0) {
                parts.add(replies.substring(at));
                break;
            }
            String[] words = replies.substring(at, end).split(" ", -1);
            parts.add(line(words, numbers));
            at = end + LINE_END.length();
            int value = valueLength(words);
            if (value >= 0) {
                int next = Math.min(replies.length(), at + value + LINE_END.length());
                parts.add(replies.substring(at, next));
                at = next;
            }
        }
        return parts;
    }

    private static int valueLength(String[] words) {
        return switch (words[0]) {
            case "VALUE" -> Integer.parseInt(words[3]);
            case "VA" -> Integer.parseInt(words[1]);
            default -> -1;
        };
    }

    private static String line(String[] words, CasNumbers numbers) {
        return switch (words[0]) {
            case "VALUE" -> value(words, numbers);
            case "VA", "HD", "NS", "EX", "NF", "EN" ->
                Stream.of(words).map(word -> flag(word, numbers)).collect(Collectors.joining(" "));
            case "ME" -> Stream.of(words).map(word -> field(word, numbers)).collect(Collectors.joining(" "));
            default -> String.join(" ", words);
        };
    }

    private static String value(String[] words, CasNumbers numbers) {
        if (words.length == 5) {
            words[4] = numbers.name(Long.parseUnsignedLong(words[4]));
        }
        return String.join(" ", words);
    }

    private static String flag(String word, CasNumbers numbers) {
        if (word.matches("c\\d+")) {
            return "c" + numbers.name(Long.parseUnsignedLong(word.substring(1)));
        }
        return word.matches("[tl]\\d+") ? word.charAt(0) + Seconds.mark(word.substring(1)) : word;
    }

    /** Class and size of an item are each server's own business; 1.6.18 counts the seconds that are left below 0. */
    private static String field(String word, CasNumbers numbers) {
        if (word.matches("cas=\\d+")) {
            return "cas=" + numbers.name(Long.parseUnsignedLong(word.substring(4)));
        }
        if (word.matches("(la|exp)=-?\\d+") && !word.equals("exp=-1")) {
            int number = word.indexOf('=') + 1;
            return word.substring(0, number)
                    + Seconds.mark(word.substring(number).replace("-", ""));
        }
        return word.replaceAll("^(cls|size)=\\d+$", "$1");
    }

    @Override
    public String show(String bytes) {
        return Shown.text(bytes);
    }
}
