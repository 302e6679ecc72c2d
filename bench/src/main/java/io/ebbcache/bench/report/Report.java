package io.ebbcache.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A page for readers, from top to bottom: paragraphs, tables, plots. It needs nothing but itself. */
public final class Report {
    private final String title;
    private final String summary;
    private final List<String> parts = new ArrayList<>();

    /**
     * A report.
     *
     * @param title what was measured
     * @param summary what came out, in one sentence with its most important figure
     */
    public Report(String title, String summary) {
        this.title = title;
        this.summary = summary;
    }

    public Report heading(String text) {
        parts.add("<h2>" + Html.escape(text) + "</h2>\n");
        return this;
    }

    public Report paragraph(String text) {
        parts.add("<p>" + Html.escape(text) + "</p>\n");
        return this;
    }

    public Report table(Table table) {
        if (!table.isEmpty()) {
            parts.add(table.html());
        }
        return this;
    }

    public Report plot(Plot plot) {
        parts.add("<figure><h3>" + Html.escape(plot.title()) + "</h3>\n" + plot.svg() + "\n<figcaption>"
                + Html.escape(plot.caption()) + "</figcaption></figure>\n");
        return this;
    }

    /** The page, well-formed as XML too. */
    String html(Result result) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <p class="summary">%s</p>
                %s
                <footer>
                %s</footer>
                </main>
                </body>
                </html>
                """.formatted(
                        Html.escape(title),
                        PageStyle.CSS,
                        Html.escape(title),
                        Html.escape(summary),
                        String.join("", parts),
                        origin(result));
    }

    private static String origin(Result result) {
        return "<p><code>" + Html.escape(result.commandLine()) + "</code></p>\n<p>"
                + Html.escape(result.startedAt() + " on " + result.machine().text()) + "</p>\n<p>"
                + Html.escape(result.versions()) + "</p>\n";
    }
}
