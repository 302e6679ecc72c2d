package io.ebbcache.client.wire;

/** The flags of a meta reply. A flyweight: it has those of the last line that it read. */
final class MetaFlags {

    int flags;
    long cas;
    boolean won;
    boolean stale;
    boolean claimed;

    /** The rest of a line as it is, of which only the opaque is read. */
    byte[] relay(LineReader line, int opaque) {
        byte[] rest = line.rest();
        boolean echoed = false;
        while (!line.atEnd()) {
            line.expect(' ');
            if (line.next() == 'O') {
                if (line.unsigned() != opaque) {
                    throw line.unreadable("the reply to another request, not to O" + opaque);
                }
                echoed = true;
            }
            line.skipToSpace();
        }
        if (!echoed) {
            throw line.unreadable("a reply without O" + opaque);
        }
        return rest;
    }

    /** Reads the rest of a line; the opaque must be among it. */
    void read(LineReader line, int opaque) {
        flags = 0;
        cas = 0;
        won = false;
        stale = false;
        claimed = false;
        boolean echoed = false;
        while (!line.atEnd()) {
            line.expect(' ');
            switch (line.next()) {
                case 'f' -> flags = line.flags();
                case 'c' -> cas = line.unsigned();
                case 'O' -> {
                    if (line.unsigned() != opaque) {
                        throw line.unreadable("the reply to another request, not to O" + opaque);
                    }
                    echoed = true;
                }
                case 'W' -> won = true;
                case 'X' -> stale = true;
                case 'Z' -> claimed = true;
                // Said of the key, which is not asked for.
                case 'b' -> {}
                default -> throw line.unreadable("a flag that was not asked for");
            }
        }
        if (!echoed) {
            throw line.unreadable("a reply without O" + opaque);
        }
    }
}
