package io.ebbcache.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The processor time of this process, in the form {@code seconds.micros}.
 *
 * @param userTicks hundredths of a second in its own code
 * @param systemTicks hundredths of a second in the kernel for it
 */
record ProcessUsage(long userTicks, long systemTicks) {

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final int TICKS_PER_SECOND = 100;
    private static final int MICROS_PER_TICK = 10_000;

    /** Fields after the program's name, which may hold spaces and ends with the last parenthesis. */
    private static final int USER_FIELD = 11;

    private static final int SYSTEM_FIELD = 12;

    /** The usage until now; all 0 where the system does not tell. */
    static ProcessUsage now() {
        try {
            String stat = Files.readString(STAT);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new ProcessUsage(Long.parseLong(fields[USER_FIELD]), Long.parseLong(fields[SYSTEM_FIELD]));
        } catch (IOException | RuntimeException notTold) {
            return new ProcessUsage(0, 0);
        }
    }

    String user() {
        return seconds(userTicks);
    }

    String system() {
        return seconds(systemTicks);
    }

    private static String seconds(long ticks) {
        return String.format(
                Locale.ROOT, "%d.%06d", ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND * MICROS_PER_TICK);
    }
}
