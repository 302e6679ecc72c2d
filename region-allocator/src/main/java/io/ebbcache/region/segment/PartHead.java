package io.ebbcache.region.segment;

/** What stands before each part of a value, so that whoever goes through a segment knows what the part belongs to. */
public interface PartHead {

    /** No head. */
    PartHead NONE = new PartHead() {
        @Override
        public int bytes() {
            return 0;
        }

        @Override
        public long fill(int partBytes) {
            return 0;
        }
    };

    /** How long it is, in bytes: a multiple of 8, the same for all parts. */
    int bytes();

    /**
     * Makes the head of a part of so many bytes.
     *
     * @return the address of the head
     */
    long fill(int partBytes);
}
