package io.ebbcache.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.server.command.Access;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.StorePolicy;
import io.ebbcache.store.expiry.StoreClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Feeds a decoder whatever comes, once in one piece and once in pieces while replies leave slowly, each time over a store of its own
 * with small limits. No exception, whole replies, not too many of them, nothing held afterwards, and the same replies both times.
 */
public final class AnyInput {

    private static final int MAX_ITEM_BYTES = 1 << 10;
    private static final long INDEX_BYTES = 4 << 20;
    private static final long REQUEST_BYTES = 64 << 10;
    private static final long REPLY_BYTES = 1 << 20;
    private static final int MOST_PIECES = 40;

    /** Statistics are the longest reply that one word can ask for; a key of one letter can ask for an item. */
    private static final int MOST_REPLY_BYTES = 16 << 10;

    private static final int MOST_REPLY_BYTES_FOR_A_BYTE = 2 << 10;

    private static final long NOON = 1_000_000_000_000L;

    private final StoreConfig config = new StoreConfig(
            RegionChoice.probe(RegionKind.EMULATED),
            StoreConfig.minCapacityBytes(MAX_ITEM_BYTES, 1),
            INDEX_BYTES,
            MAX_ITEM_BYTES,
            StorePolicy.EVICT,
            1);
    private final Access access;
    private final LocalServer.NewDecoder newDecoder;
    private final ReplyRules rules;

    public AnyInput(Access access, LocalServer.NewDecoder newDecoder, ReplyRules rules) {
        this.access = access;
        this.newDecoder = newDecoder;
        this.rules = rules;
    }

    /** An input that is this request. */
    public static byte[] of(String request) {
        return ("\0".repeat(Long.BYTES) + request).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Checks one input.
     *
     * @param data eight bytes that say where the rest is split
     */
    public void check(byte[] data) {
        if (data.length <= Long.BYTES) {
            return;
        }
        Random splits = new Random(ByteBuffer.wrap(data).getLong());
        String request = new String(data, Long.BYTES, data.length - Long.BYTES, StandardCharsets.ISO_8859_1);
        String whole = replies(request, (int) REPLY_BYTES / 2, true);
        int[] ends = splits.ints(splits.nextInt(MOST_PIECES), 0, request.length() + 1)
                .sorted()
                .toArray();
        String inPieces = replies(request, 1 + splits.nextInt(5000), splits.nextBoolean(), ends);
        if (rules.areRepeatable(request, whole)) {
            assertThat(inPieces).isEqualTo(whole);
        }
    }

    private String replies(String request, int replyBound, boolean sendsAtOnce, int... ends) {
        StoreClock still = new StoreClock(() -> NOON);
        try (LocalServer server =
                new LocalServer(Store.open(config, still), access, REQUEST_BYTES, REPLY_BYTES, newDecoder)) {
            Conversation conversation = server.conversation(replyBound, sendsAtOnce);
            conversation.receive(request, ends);
            conversation.drain();
            String replies = conversation.replies();
            server.end(conversation);
            assertThat((long) replies.length())
                    .isLessThanOrEqualTo(MOST_REPLY_BYTES + (long) request.length() * MOST_REPLY_BYTES_FOR_A_BYTE);
            rules.check(replies);
            return replies;
        }
    }
}
