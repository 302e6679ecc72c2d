package io.ebbcache.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to a server of this machine, from many of its addresses, so that ports do not run out.
 *
 * @param tls how connections are encrypted, if they are
 */
record Dialer(int port, Optional<SSLSocketFactory> tls) {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CONNECTIONS_FROM_ADDRESS = 4000;
    private static final String SERVER = "127.0.0.1";

    /**
     * Connects.
     *
     * @param number of this connection, which decides its address
     * @param receiveBytes about so much does the kernel keep that is not read; 0 leaves that to the kernel
     */
    Socket dial(int number, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(own(number / CONNECTIONS_FROM_ADDRESS), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return tls.isPresent() ? encrypted(tls.get(), socket) : socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** 127.0.0.2 and those behind it. */
    private static InetAddress own(int index) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + index)});
    }

    private Socket encrypted(SSLSocketFactory factory, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, SERVER, port, true);
        socket.startHandshake();
        return socket;
    }
}
