package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortFileTest {
    @TempDir
    Path directory;

    @Test
    void shouldSayPortsAsMemcachedDoes() throws UnknownHostException {
        Path file = directory.resolve("ports");
        PortFile.write(file, List.of(address(new byte[4], 12345), address(new byte[16], 12346)));
        assertThat(file).hasContent("TCP INET: 12345\nTCP INET6: 12346\n");
        assertThat(directory.resolve("ports.lck")).doesNotExist();
    }

    @Test
    void shouldSayThatItCannotBeWritten() {
        Path file = directory.resolve("missing").resolve("ports");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> PortFile.write(file, List.of()))
                .withMessageContaining(PortFile.VARIABLE);
    }

    private static InetSocketAddress address(byte[] host, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(host), port);
    }
}
