package io.ebbcache.server.cluster.membership;

import java.io.DataInput;
import java.net.InetAddress;
import java.util.Arrays;
import org.jgroups.Address;
import org.jgroups.blocks.cs.NioServer;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * FD_SOCK2, by which nodes see each other end: each holds a connection to the next one. What they say on it is sealed where there is a secret, and long
 * messages are not read.
 */
final class EndWatch extends FD_SOCK2 {

    private static final int MOST_MESSAGE_BYTES = 4096;

    private final @Nullable Seal seal;

    EndWatch(@Nullable Seal seal, InetAddress host) {
        this.seal = seal;
        setId(ClassConfigurator.getProtocolId(FD_SOCK2.class));
        setBindAddress(host);
    }

    @Override
    protected NioServer createServer(int[] ports) {
        for (int port : ports) {
            try {
                NioServer server = new Server(port);
                server.setMaxLength(MOST_MESSAGE_BYTES);
                return server;
            } catch (Exception e) {
                log.debug("port %d: %s", port, e);
            }
        }
        throw new IllegalStateException("none of the ports can be had: " + Arrays.toString(ports));
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        if (seal == null) {
            super.receive(sender, in, length);
            return;
        }
        byte[] opened = seal.open(SealedTcp.read(in, length), 0, length, sender);
        if (opened != null) {
            super.receive(sender, new ByteArrayDataInputStream(opened), opened.length);
        }
    }

    /** Seals what is sent. */
    private final class Server extends NioServer {

        Server(int port) throws Exception {
            super(
                    EndWatch.this.getThreadFactory(),
                    EndWatch.this.getSocketFactory(),
                    EndWatch.this.getBindAddress(),
                    port,
                    port,
                    null,
                    0,
                    0,
                    "jgroups.nio.server.fd_sock");
        }

        @Override
        public void send(Address target, byte[] data, int offset, int length) throws Exception {
            if (seal == null) {
                super.send(target, data, offset, length);
                return;
            }
            byte[] sealed = seal.seal(data, offset, length);
            super.send(target, sealed, 0, sealed.length);
        }
    }
}
