package io.ebbcache.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table of text: plain on a terminal, marked up in a report. The first column is to the left, figures to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** Adds a row; it has as many cells as there are columns. */
    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** For a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        append(text, columns);
        rows.forEach(row -> append(text, row));
        return text.toString();
    }

    /** For a README. */
    public String markdown() {
        StringBuilder text =
                new StringBuilder("| ").append(String.join(" | ", columns)).append(" |\n|---|");
        text.append("---:|".repeat(columns.size() - 1)).append('\n');
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return text.toString();
    }

    String html() {
        StringBuilder html = new StringBuilder("<figure class=\"table\"><figcaption>")
                .append(Html.escape(title))
                .append("</figcaption><div class=\"scroll\"><table><thead>");
        append(html, columns, "th");
        html.append("</thead><tbody>");
        rows.forEach(row -> append(html, row, "td"));
        return html.append("</tbody></table></div></figure>\n").toString();
    }

    private void append(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String blanks = " ".repeat(width(column) - cells.get(column).length());
            line.append(column == 0 ? "" : GAP);
            line.append(column == 0 ? cells.get(column) + blanks : blanks + cells.get(column));
        }
        text.append(GAP).append(line.toString().stripTrailing()).append('\n');
    }

    private static void append(StringBuilder html, List<String> cells, String element) {
        html.append("<tr>");
        cells.forEach(cell -> html.append('<')
                .append(element)
                .append('>')
                .append(Html.escape(cell))
                .append("</")
                .append(element)
                .append('>'));
        html.append("</tr>");
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).length())
                .reduce(columns.get(column).length(), Math::max);
    }
}
