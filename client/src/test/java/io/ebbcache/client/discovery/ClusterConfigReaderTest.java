package io.ebbcache.client.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden bytes are those of the service's documentation; the addresses were made up. */
class ClusterConfigReaderTest {

    private static final String BODY = """
            12
            my.abcdef.0001.use1.cache.example|10.82.235.120|11211 my.abcdef.0002.use1.cache.example|10.80.249.27|11300
            """;
    private static final String GOLDEN = "CONFIG cluster 0 " + BODY.length() + "\r\n" + BODY + "\r\nEND\r\n";
    private static final ClusterConfig CONFIG = new ClusterConfig(
            12,
            List.of(
                    new ClusterConfig.Member("my.abcdef.0001.use1.cache.example", "10.82.235.120", 11211),
                    new ClusterConfig.Member("my.abcdef.0002.use1.cache.example", "10.80.249.27", 11300)));

    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();

    private ClusterConfig read(String answer) throws IOException {
        return read(new ByteArrayInputStream(answer.getBytes(ISO_8859_1)));
    }

    private ClusterConfig read(InputStream answer) throws IOException {
        return new ClusterConfigReader(answer, asked).read();
    }

    private static String reply(String body) {
        return "CONFIG cluster 0 " + body.length() + "\r\n" + body + "\r\nEND\r\n";
    }

    @Test
    void shouldReadTheConfiguration() throws IOException {
        assertThat(BODY).hasSize(3 + 2 * 53 + 1);
        assertThat(read(GOLDEN)).isEqualTo(CONFIG);
        assertThat(asked.toString(ISO_8859_1)).isEqualTo("config get cluster\r\n");
    }

    @Test
    void shouldReadItSplitAtEachByte() throws IOException {
        byte[] bytes = GOLDEN.getBytes(ISO_8859_1);
        for (int at = 0; at <= bytes.length; at++) {
            InputStream split = new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, at), new ByteArrayInputStream(bytes, at, bytes.length - at));
            assertThat(read(split)).isEqualTo(CONFIG);
        }
    }

    @Test
    void shouldRefuseEachPrefix() {
        for (int length = 0; length < GOLDEN.length(); length++) {
            String prefix = GOLDEN.substring(0, length);
            assertThatThrownBy(() -> read(prefix)).as("%s", prefix).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldAskOldServersForTheirKey() throws IOException {
        String old = "ERROR\r\nVALUE AmazonElastiCache:cluster 0 " + BODY.length() + "\r\n" + BODY + "\r\nEND\r\n";
        assertThat(read(old)).isEqualTo(CONFIG);
        assertThat(asked.toString(ISO_8859_1)).isEqualTo("config get cluster\r\nget AmazonElastiCache:cluster\r\n");
    }

    @Test
    void shouldLeaveWhatComesBehind() throws IOException {
        InputStream in = new ByteArrayInputStream((GOLDEN + GOLDEN).getBytes(ISO_8859_1));
        assertThat(read(in)).isEqualTo(CONFIG);
        assertThat(read(in)).isEqualTo(CONFIG);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void shouldReadNodesWithoutAddressOrName() throws IOException {
        assertThat(read(reply("1\na||1"))).isEqualTo(read(reply("1\na||1\n")));
        assertThat(read("CONFIG cluster 0 7\r\n1\na||1\n\r\nEND\r\n").members())
                .containsExactly(new ClusterConfig.Member("a", "", 1));
        assertThat(read(reply("1\na.example||11211 |10.0.0.2|11300  c.example|fd00::1|80|new\n"))
                        .members())
                .containsExactly(
                        new ClusterConfig.Member("a.example", "", 11211),
                        new ClusterConfig.Member("", "10.0.0.2", 11300),
                        new ClusterConfig.Member("c.example", "fd00::1", 80));
    }

    @Test
    void shouldNameNodesByAddressOrByName() {
        ClusterConfig.Member both = new ClusterConfig.Member("a.example", "10.0.0.1", 1);
        assertThat(both.byAddress()).hasToString("10.0.0.1:1");
        assertThat(both.byName()).hasToString("a.example:1");
        ClusterConfig.Member name = new ClusterConfig.Member("a.example", "", 1);
        assertThat(name.byAddress()).hasToString("a.example:1");
        ClusterConfig.Member address = new ClusterConfig.Member("", "10.0.0.1", 1);
        assertThat(address.byName()).hasToString("10.0.0.1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "END\r\n",
                "ERROR\r\nERROR\r\n",
                "ERROR\r\nEND\r\n",
                "CLIENT_ERROR unauthenticated\r\nCLIENT_ERROR unauthenticated\r\n",
                "SERVER_ERROR out of memory\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "CONFIG cluster 0\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG cluster 0 -1\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG cluster 0 x\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG other 0 7\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG cluster 0 6\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG cluster 0 8\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG cluster 0 7\r\n1\na||1\n\r\nENDE\r\n",
                "CONFIG cluster 0 99999999999999999999\r\n1\na||1\n\r\nEND\r\n",
                "CONFIG cluster 0 999999999\r\n1\na||1\n\r\nEND\r\n",
            })
    void shouldRefuseBadFrames(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "1\n",
                "1\n\n",
                "1\n \n",
                "a||1\n1\n",
                "x\na||1\n",
                "1.5\na||1\n",
                "99999999999999999999\na||1\n",
                "1\na\n",
                "1\na|1\n",
                "1\na:1\n",
                "1\n||1\n",
                "1\na||\n",
                "1\na||0\n",
                "1\na||-1\n",
                "1\na||65536\n",
                "1\na||x\n",
                "1\na||1,b||1\n",
                "1\na||1\nb||1\n",
                "1\na||1 b\n",
            })
    void shouldRefuseBadBodies(String body) {
        assertThatThrownBy(() -> read(reply(body))).as("%s", body).isInstanceOf(IOException.class);
    }

    @Test
    void shouldNotReadALineWithoutEnd() {
        InputStream endless = new ByteArrayInputStream("x".repeat(1 << 16).getBytes(ISO_8859_1));
        assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class).hasMessageContaining("2048");
    }
}
