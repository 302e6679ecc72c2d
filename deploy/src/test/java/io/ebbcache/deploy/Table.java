package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Figures of a test in rows: printed, and kept in target. */
final class Table {
    private final StringBuilder rows = new StringBuilder();
    private final String name;
    private final String row;

    /**
     * An empty table.
     *
     * @param name of its file
     * @param row a format of text cells
     */
    Table(String name, String row) {
        this.name = name;
        this.row = row;
    }

    void row(String... cells) {
        rows.append(row.formatted((Object[]) cells));
    }

    void publish() throws IOException {
        Path file = Path.of("target", name + ".md");
        Files.writeString(file, rows, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        System.out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
