package io.ebbcache.client.wire;

/** What is spoken on a connection. */
public enum Protocol {
    /** memcached's meta commands, of 1.6.10 and later. */
    META {
        @Override
        public RequestEncoder newEncoder() {
            return new MetaEncoder();
        }

        @Override
        public ReplyDecoder newDecoder(int maxValueBytes) {
            return new MetaDecoder(maxValueBytes);
        }
    },
    /** memcached's classic text commands, which nearly everything speaks. */
    TEXT {
        @Override
        public RequestEncoder newEncoder() {
            return new TextEncoder();
        }

        @Override
        public ReplyDecoder newDecoder(int maxValueBytes) {
            return new TextDecoder(maxValueBytes);
        }
    };

    /** For one connection. */
    public abstract RequestEncoder newEncoder();

    /**
     * For one connection.
     *
     * @param maxValueBytes of a value that is believed; a longer one is unreadable
     */
    public abstract ReplyDecoder newDecoder(int maxValueBytes);
}
