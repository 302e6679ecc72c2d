package io.ebbcache.server.top;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/** One screen as plain text, for scripts and for terminals that can nothing. */
public final class Snapshot {
    /** A script has more room than a terminal. */
    private static final int HEIGHT = 40;

    private Snapshot() {}

    /** Looks twice, an interval apart. */
    public static String of(Node node, Duration interval) throws IOException, InterruptedException {
        node.look();
        TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        List<AttributedString> lines = new Screen(node.address(), Screen.USUAL_WIDTH, HEIGHT)
                .lines(Optional.of(node.look()), Optional.empty(), "");
        return lines.stream()
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }
}
