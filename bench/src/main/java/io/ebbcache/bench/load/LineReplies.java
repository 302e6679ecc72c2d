package io.ebbcache.bench.load;

import io.ebbcache.bench.load.ReplySink.Answer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Replies of the text and of the meta protocol, told apart by their first four bytes. Meta's values end a command by
 * themselves, unless they name their key: then they belong to a group that {@code MN} ends.
 */
final class LineReplies implements ReplyDecoder {
    private static final int LINE_END_BYTES = 2;
    private static final int SHORTEST = 4;
    private static final int TEXT_VALUE = word("VALU");
    private static final int TEXT_END = word("END\r");
    private static final int TEXT_STORED = word("STOR");
    private static final int TEXT_NOT_STORED = word("NOT_");
    private static final int META_MISS = word("EN\r\n");
    private static final int META_DONE = word("HD\r\n");
    private static final int META_NOT_STORED = word("NS\r\n");
    private static final int META_NO_OPERATION = word("MN\r\n");
    private static final int META_VALUE = 'V' << 8 | 'A';
    private static final int TEXT_KEY = "VALUE ".length();
    private static final int META_LENGTH = "VA ".length();

    private final ReplySink sink;
    private final ValueStream value;
    private boolean answeredByValue;

    LineReplies(ReplySink sink) {
        this.sink = sink;
        this.value = new ValueStream(sink, LINE_END_BYTES);
    }

    @Override
    public int decode(DirectBuffer buffer, int from, int to) throws UnreadableReplyException {
        int at = from;
        while (at < to) {
            if (value.isOpen()) {
                at = value.take(buffer, at, to);
                if (!value.isOpen() && answeredByValue) {
                    sink.answered(Answer.GOT);
                }
            } else {
                int next = line(buffer, at, to);
                if (next == at) {
                    return at;
                }
                at = next;
            }
        }
        return at;
    }

    private int line(DirectBuffer buffer, int at, int to) throws UnreadableReplyException {
        if (to - at < SHORTEST) {
            return at;
        }
        int begin = buffer.getInt(at, ByteOrder.BIG_ENDIAN);
        if (begin == META_MISS || begin == META_NO_OPERATION) {
            sink.answered(Answer.GOT);
            return at + SHORTEST;
        }
        if (begin == META_DONE || begin == META_NOT_STORED) {
            sink.answered(begin == META_DONE ? Answer.STORED : Answer.NOT_STORED);
            return at + SHORTEST;
        }
        int end = lineEnd(buffer, at, to);
        if (end == at) {
            if (to - at >= MOST_LEFT) {
                throw new UnreadableReplyException(text(buffer, at, to));
            }
            return at;
        }
        if (begin == TEXT_VALUE) {
            textValue(buffer, at, end);
        } else if (begin == TEXT_END) {
            sink.answered(Answer.GOT);
        } else if (begin == TEXT_STORED) {
            sink.answered(Answer.STORED);
        } else if (begin == TEXT_NOT_STORED) {
            sink.answered(Answer.NOT_STORED);
        } else if (begin >>> 16 == META_VALUE) {
            metaValue(buffer, at, end);
        } else {
            error(text(buffer, at, end - LINE_END_BYTES));
        }
        return end;
    }

    private void textValue(DirectBuffer buffer, int at, int end) throws UnreadableReplyException {
        int key = at + TEXT_KEY;
        int lengthAt = end - LINE_END_BYTES;
        while (lengthAt > key && buffer.getByte(lengthAt - 1) != ' ') {
            lengthAt--;
        }
        if (lengthAt < key + KeyText.BYTES) {
            throw new UnreadableReplyException(text(buffer, at, end));
        }
        answeredByValue = false;
        value.begin(KeyText.parse(buffer, key), number(buffer, lengthAt, end - LINE_END_BYTES));
    }

    private void metaValue(DirectBuffer buffer, int at, int end) throws UnreadableReplyException {
        int lengthEnd = at + META_LENGTH;
        while (buffer.getByte(lengthEnd) >= '0') {
            lengthEnd++;
        }
        int length = number(buffer, at + META_LENGTH, lengthEnd);
        boolean named = end - lengthEnd == " k".length() + KeyText.BYTES + LINE_END_BYTES;
        answeredByValue = !named;
        value.begin(named ? KeyText.parse(buffer, lengthEnd + " k".length()) : KeyText.NO_KEY, length);
    }

    private void error(String line) throws UnreadableReplyException {
        if (!line.startsWith("ERROR") && !line.startsWith("CLIENT_ERROR") && !line.startsWith("SERVER_ERROR")) {
            throw new UnreadableReplyException(line);
        }
        sink.failed(line);
    }

    /** The place behind the line's end, or the line's begin if its end is not there yet. */
    private static int lineEnd(DirectBuffer buffer, int at, int to) {
        for (int end = at + SHORTEST; end < to; end++) {
            if (buffer.getByte(end) == '\n') {
                return end + 1;
            }
        }
        return at;
    }

    private static int number(DirectBuffer buffer, int from, int to) throws UnreadableReplyException {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = buffer.getByte(at) - '0';
            if (digit < 0 || digit > 9 || to - from > 9) {
                throw new UnreadableReplyException("a length of " + text(buffer, from, to));
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static String text(DirectBuffer buffer, int from, int to) {
        return buffer.getStringWithoutLengthAscii(from, to - from);
    }

    private static int word(String four) {
        return four.charAt(0) << 24 | four.charAt(1) << 16 | four.charAt(2) << 8 | four.charAt(3);
    }
}
