package io.ebbcache.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client that sends and reads bytes, written as ISO 8859-1 characters. */
public final class TestClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;
    static final int SMALL_BUFFER_BYTES = 8 * 1024;

    private final Socket socket;
    private final InputStream in;

    public TestClient(InetSocketAddress address) throws IOException {
        this(address, 0);
    }

    /** A client for whom the kernel keeps next to nothing unread. */
    static TestClient deaf(InetSocketAddress address) throws IOException {
        return new TestClient(address, SMALL_BUFFER_BYTES);
    }

    private TestClient(InetSocketAddress address, int receiveBytes) throws IOException {
        this(connect(address, receiveBytes));
    }

    /** A client over a socket that is connected. */
    TestClient(Socket connected) throws IOException {
        socket = connected;
        in = connected.getInputStream();
    }

    /** A socket for which the kernel keeps about {@code receiveBytes} unread; 0 leaves that to the kernel. */
    static Socket connect(InetSocketAddress address, int receiveBytes) throws IOException {
        Socket connecting = new Socket();
        if (receiveBytes > 0) {
            connecting.setReceiveBufferSize(receiveBytes);
        }
        connecting.setTcpNoDelay(true);
        connecting.setSoTimeout(TIMEOUT_MILLIS);
        connecting.connect(address);
        return connecting;
    }

    public TestClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return this;
    }

    /** Sends the end of input; replies may still come. */
    void endInput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads exactly so many bytes, or fewer where the connection ends. */
    public String read(int length) throws IOException {
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    /** Reads until what was read ends like this, or the connection ends, by a reset too. */
    public String readUntil(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[64 * 1024];
        while (!endsWith(read, end)) {
            int count = readOrEnd(buffer);
            if (count < 0) {
                return read + "<closed>";
            }
            read.append(new String(buffer, 0, count, ISO_8859_1));
        }
        return read.toString();
    }

    private int readOrEnd(byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketException reset) {
            return -1;
        }
    }

    private static boolean endsWith(StringBuilder text, String end) {
        return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
    }

    /** Reads until the connection ends. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            in.transferTo(read);
        } catch (IOException reset) {
            System.out.println("the connection ended with " + reset.getMessage());
        }
        return read.toString(ISO_8859_1);
    }

    /** The reply to one request, as long as it is expected to be. */
    String ask(String request, int replyLength) throws IOException {
        send(request);
        return read(replyLength);
    }

    /** Says something on a connection of its own, and returns all that is replied. */
    public static String say(InetSocketAddress address, String requests) throws IOException {
        try (TestClient client = new TestClient(address)) {
            client.send(requests).endInput();
            return client.readToEnd();
        }
    }

    /** The reply to {@code version}. */
    String askVersion() throws IOException {
        return send("version\r\n").readUntil("\r\n");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
