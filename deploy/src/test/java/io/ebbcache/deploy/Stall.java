package io.ebbcache.deploy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Ways to let a server wait. Each gives what a client sends before it stops, or while it reads nothing. */
enum Stall {
    /** Nearly all of a large value. */
    VALUE(true) {
        @Override
        byte[] request(int number) {
            return ascii("set stalled" + number + " 0 0 " + VALUE_BYTES + "\r\n" + "v".repeat(VALUE_BYTES - 1));
        }
    },
    /** The same in the binary protocol. */
    PACKET(true) {
        @Override
        byte[] request(int number) {
            ByteBuffer packet = ByteBuffer.allocate(BINARY_HEADER_BYTES + VALUE_BYTES);
            packet.putShort((short) 0x8001) // set
                    .putShort((short) 1) // bytes of key
                    .putInt(8 << 24) // bytes of extras
                    .putInt(1 + 8 + VALUE_BYTES);
            return packet.array();
        }
    },
    /** Many keys of a multiget, whose line does not end. */
    LINE(true) {
        @Override
        byte[] request(int number) {
            return ascii("get" + (" key" + number).repeat(5_000));
        }
    },
    /** A multiget of 100,000 keys of large values. */
    MULTIGET(false) {
        @Override
        byte[] request(int number) {
            return ascii("get" + (" " + LARGE_KEY).repeat(100_000) + "\r\n");
        }
    },
    /** As many commands, one behind the other. */
    PIPELINE(false) {
        @Override
        byte[] request(int number) {
            return ascii(("get " + LARGE_KEY + "\r\n").repeat(100_000));
        }
    },
    /** A list of all items. Another one behind it would be refused, so this one has to be longer than what the kernel keeps. */
    DUMP(false) {
        @Override
        byte[] request(int number) {
            return ascii("lru_crawler metadump all\r\n");
        }
    };

    /** The key of a value of {@link #VALUE_BYTES} that has to be there. */
    static final String LARGE_KEY = "large";

    static final int VALUE_BYTES = 900_000;

    private static final int BINARY_HEADER_BYTES = 24;

    private final boolean inRequest;

    Stall(boolean inRequest) {
        this.inRequest = inRequest;
    }

    /** What the client with this number sends. */
    abstract byte[] request(int number);

    /** Whether it is in the middle of a request that the client stops, and not in the middle of a reply. */
    boolean isInRequest() {
        return inRequest;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
