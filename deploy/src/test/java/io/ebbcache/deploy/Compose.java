package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What compose.yaml says of its nodes. */
final class Compose {

    private static final Path FILE = Path.of("compose.yaml");

    /** With what the nodes have in common. */
    private static final LoadSettings MERGING =
            LoadSettings.builder().setSchema(new CoreSchema()).build();

    private Compose() {}

    /** The command by which a node is asked whether it is healthy, in its container. */
    static List<String> healthCheck() throws IOException {
        Object all = new Load(MERGING).loadFromString(Files.readString(FILE));
        Object command = Stream.of("services", "node-1", "healthcheck", "test")
                .reduce(all, (part, key) -> ((Map<?, ?>) part).get(key), (one, other) -> other);
        return ((List<?>) command)
                .stream().skip(1).map(String::valueOf).toList(); // the first says that the rest is a command
    }
}
