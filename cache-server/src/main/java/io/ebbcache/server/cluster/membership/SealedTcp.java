package io.ebbcache.server.cluster.membership;

import java.io.DataInput;
import java.io.IOException;
import org.jgroups.Address;

/**
 * TCP whose messages are sealed whole, with the headers of all protocols, and opened before anything of them is read. All that is in the clear is what
 * opens a connection: JGroups' version, and the address that the other calls its own.
 */
final class SealedTcp extends CountingTcp {

    private final Seal seal;

    SealedTcp(Seal seal, TrafficCounter counter) {
        super(counter);
        this.seal = seal;
    }

    @Override
    public void doSend(byte[] buffer, int offset, int length, Address target) throws Exception {
        byte[] sealed = seal.seal(buffer, offset, length);
        super.doSend(sealed, 0, sealed.length, target);
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws IOException {
        receive(sender, read(in, length), 0, length);
    }

    @Override
    public void receive(Address sender, byte[] data, int offset, int length) {
        byte[] opened = seal.open(data, offset, length, sender);
        if (opened != null) {
            super.receive(sender, opened, 0, opened.length);
        }
    }

    static byte[] read(DataInput in, int length) throws IOException {
        if (length < 0) {
            throw new IOException("a message of " + length + " bytes");
        }
        byte[] message = new byte[length];
        in.readFully(message);
        return message;
    }
}
