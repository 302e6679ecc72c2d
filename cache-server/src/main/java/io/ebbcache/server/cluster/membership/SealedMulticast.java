package io.ebbcache.server.cluster.membership;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.MulticastSocket;
import java.net.SocketException;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.MPING;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.ByteArrayDataOutputStream;

/** MPING, which asks by multicast who is there, with what it sends sealed: it has sockets of its own beside the transport. */
final class SealedMulticast extends MPING {

    private static final int LARGEST_DATAGRAM = 65_535;

    private final Seal seal;

    SealedMulticast(Seal seal) {
        this.seal = seal;
        setId(ClassConfigurator.getProtocolId(MPING.class));
    }

    @Override
    protected void sendMcastDiscoveryRequest(Message request) {
        try {
            if (request.getSrc() == null) {
                request.setSrc(local_addr);
            }
            ByteArrayDataOutputStream out = new ByteArrayDataOutputStream(request.size());
            request.writeTo(out);
            ByteArray plain = out.getBuffer();
            byte[] sealed = seal.seal(plain.array(), plain.offset(), plain.length());
            mcast_send_sock.send(new DatagramPacket(sealed, sealed.length, mcast_addr, mcast_port));
        } catch (IOException e) {
            log.debug("not sent to %s: %s", mcast_addr, e); // it asks again
        }
    }

    /** Hears the others; JGroups runs this in a thread of its own. */
    @Override
    public void run() {
        MulticastSocket socket = mcast_receive_sock;
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (!socket.isClosed() && Thread.currentThread().equals(receiver)) {
            try {
                packet.setLength(LARGEST_DATAGRAM);
                socket.receive(packet);
                heard(packet);
            } catch (SocketException e) {
                log.debug("closed: %s", e);
            } catch (IOException | ClassNotFoundException | RuntimeException e) {
                log.warn("%s: not understood: %s", packet.getSocketAddress(), e);
            }
        }
    }

    private void heard(DatagramPacket packet) throws IOException, ClassNotFoundException {
        byte[] opened = seal.open(packet.getData(), packet.getOffset(), packet.getLength(), packet.getSocketAddress());
        if (opened != null) {
            Message message = new BytesMessage();
            message.readFrom(new ByteArrayDataInputStream(opened));
            up(message);
        }
    }
}
