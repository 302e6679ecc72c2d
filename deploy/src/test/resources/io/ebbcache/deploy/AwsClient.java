import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.spy.memcached.ClientMode;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.MemcachedClient;

/**
 * AWS's ElastiCache client for Java, led by lines: {@code nodes} asks which nodes it knows, {@code keep PREFIX COUNT} stores and reads keys.
 * Arguments: host and port of one node.
 */
public final class AwsClient {

    public static void main(String[] arguments) throws Exception {
        DefaultConnectionFactory factory = new DefaultConnectionFactory(ClientMode.Dynamic) {
            @Override
            public long getDynamicModePollingInterval() {
                return 500;
            }

            @Override
            public boolean isDaemon() {
                return true;
            }
        };
        MemcachedClient client = new MemcachedClient(
                factory, List.of(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]))));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            System.out.println(words[0].equals("nodes") ? nodes(client) : keep(client, words[1], Integer.parseInt(words[2])));
        }
        client.shutdown();
    }

    private static String nodes(MemcachedClient client) {
        return client.getAllNodeEndPoints().stream()
                .map(node -> node.getIpAddress() + ":" + node.getPort())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String keep(MemcachedClient client, String prefix, int count) {
        try {
            for (int i = 0; i < count; i++) {
                String key = prefix + i;
                if (!client.set(key, 0, key).get(5, TimeUnit.SECONDS) || !key.equals(client.get(key))) {
                    return key + " is not kept";
                }
            }
            return "kept";
        } catch (Exception e) {
            return e.toString().replace('\n', ' ');
        }
    }
}
