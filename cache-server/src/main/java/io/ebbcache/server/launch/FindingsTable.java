package io.ebbcache.server.launch;

import io.ebbcache.server.doctor.Doctor;
import io.ebbcache.server.doctor.Finding;
import io.ebbcache.server.doctor.Mark;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** What the doctor has found, in columns for a terminal of 80: mark, topic, and what was found with the advice beneath it. */
final class FindingsTable {
    private static final int MARK_WIDTH = 7;
    private static final int TOPIC_WIDTH = 18;
    private static final int FOUND_WIDTH = 55;

    private final ColorScheme colours;

    FindingsTable(ColorScheme colours) {
        this.colours = colours;
    }

    String text(List<Finding> findings) {
        TextTable table = TextTable.forColumns(
                colours,
                new Column(MARK_WIDTH, 0, Overflow.TRUNCATE),
                new Column(TOPIC_WIDTH, 0, Overflow.TRUNCATE),
                new Column(FOUND_WIDTH, 0, Overflow.WRAP));
        table.indentWrappedLines = 0;
        for (Finding finding : findings) {
            table.addRowValues(mark(finding.mark()), plain(finding.topic()), plain(finding.found()));
            if (!finding.advice().isEmpty()) {
                table.addRowValues(plain(""), plain(""), plain("-> " + finding.advice()));
            }
        }
        return table.toString().stripTrailing() + "\n\n" + summary(findings);
    }

    private static String summary(List<Finding> findings) {
        if (!Doctor.isUsable(findings)) {
            return "Ebb cannot be used here.";
        }
        long soSo = findings.stream().filter(each -> each.mark() == Mark.SO_SO).count();
        return soSo == 0 ? "All is as it should be." : "Ebb can be used here; " + soSo + " of this could be better.";
    }

    private Text mark(Mark mark) {
        String colour = switch (mark) {
            case OK -> "green";
            case SO_SO -> "yellow";
            case BAD -> "red,bold";
        };
        return colours.ansi().new Text("@|" + colour + " " + mark.word() + "|@", colours);
    }

    /** As it is, whatever stands in it. */
    private Text plain(String text) {
        return colours.ansi().new Text(text.replace("@|", "@ |"), colours);
    }
}
