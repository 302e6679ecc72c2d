package io.ebbcache.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReportTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
    private final Result result = new Result(
            "test",
            NOON.instant(),
            "ebb bench test \"<&>\"",
            Machine.here(),
            Map.of("memcached", "1.6.18"),
            Map.of("keys", 5),
            List.of(1.5, 2.5));

    @TempDir
    private Path folder;

    static Stream<Plot> plots() {
        double[] x = {0, 1, 2, 3};
        Histogram nanos = new Histogram(3);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            nanos.recordValue((long) (100_000 * Math.exp(random.nextGaussian())));
        }
        Histogram one = new Histogram(3);
        one.recordValue(5_000);
        BarPlot many = new BarPlot("many", "c", "ratio", 1);
        for (int i = 0; i < 96; i++) {
            many.bar(i % 2 == 0 ? "even" : "odd", "the same name", 0.5 + i / 96.0, 0.4, 2);
        }
        return Stream.of(
                new LinePlot("lines", "two axes and a band", "seconds", "MiB")
                        .fromZero()
                        .rightAxis("%")
                        .band("neighbour", x, new double[] {0, 100, 100, 0})
                        .line("cache <&>", x, new double[] {100, 50, 40, 90})
                        .lineToTheRight("hits", x, new double[] {0, 50, 100, 50}),
                new LinePlot("flat", "c", "MiB", "%").line("zero", x, new double[4]),
                new LinePlot("point", "c", "MiB", "%").line("one", new double[] {5}, new double[] {7}),
                new LinePlot("logarithmic", "c", "MiB", "%")
                        .logarithmicBelow()
                        .logarithmicLeft()
                        .line("powers", new double[] {1, 10, 100}, new double[] {1, 100, 10_000}),
                new BarPlot("bars", "c", "ratio", 1)
                        .bar("a", "x", 1.2, 1.1, 1.3)
                        .bar("b", "y", 0.7, 0.2, 0.9),
                new BarPlot("one", "c", "ratio", 1).bar("a", "x", 1, 1, 1),
                new BarPlot("no groups", "c", "ratio", 1).bar("", "x", 1, 1, 1).bar("", "y", 2, 1, 2),
                many,
                new PercentilePlot("latency", "c").curve("gets", nanos),
                new PercentilePlot("one", "c").curve("gets", one));
    }

    @ParameterizedTest
    @MethodSource("plots")
    void shouldDrawPlotsThatStandAlone(Plot plot) throws Exception {
        Document picture = parse(plot.svg());
        assertThat(picture.getDocumentElement().getLocalName()).isEqualTo("svg");
        assertThat(picture.getDocumentElement().getAttribute("viewBox")).isNotEmpty();
        assertThat(picture.getElementsByTagNameNS("*", "path").getLength()).isPositive();
        assertThat(plot.svg()).doesNotContain("rgb(1,2,3)", "rgb(3,2,1)").contains("currentColor");
        RunFolder run = RunFolder.create(Optional.of(folder), "test", NOON);
        run.write("plot", plot);
        assertNeedsNothingElse(parse(Files.readString(folder.resolve("plot.svg"))));
    }

    @Test
    void shouldWriteOneWellFormedPage() throws Exception {
        Report report = new Report("A <title>", "1 & 2")
                .heading("<h>")
                .paragraph("a \"b\"")
                .table(new Table("figures", "name", "value").row("<x>", "1"));
        plots().forEach(report::plot);
        RunFolder.create(Optional.of(folder), "test", NOON).write(result, report);

        String page = Files.readString(folder.resolve("report.html"));
        Document document = parse(page);
        assertNeedsNothingElse(document);
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("A <title>");
        assertThat(document.getElementsByTagNameNS("*", "svg").getLength()).isEqualTo((int) plots().count());
        assertThat(document.getElementsByTagName("footer").item(0).getTextContent())
                .contains("ebb bench test \"<&>\"", "memcached 1.6.18", "2026-11-25T12:00:00Z");
        assertThat(page).contains("prefers-color-scheme: dark", "width=device-width");
    }

    @Test
    void shouldWriteAllFigures() throws Exception {
        RunFolder.create(Optional.of(folder), "test", NOON).write(result, new Report("t", "s"));
        JsonNode written =
                new ObjectMapper().readTree(folder.resolve("result.json").toFile());
        assertThat(written.at("/startedAt").asText()).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(written.at("/machine/cores").asInt()).isPositive();
        assertThat(written.at("/servers/memcached").asText()).isEqualTo("1.6.18");
        assertThat(written.at("/parameters/keys").asInt()).isEqualTo(5);
        assertThat(written.at("/figures/1").asDouble()).isEqualTo(2.5);
    }

    @Test
    void shouldAlignTables() {
        Table table = new Table("figures", "name", "value").row("a", "1,000").row("long name", "2");
        assertThat(table.text()).isEqualTo("figures\n  name       value\n  a          1,000\n  long name      2\n");
        assertThat(table.markdown()).isEqualTo("| name | value |\n|---|---:|\n| a | 1,000 |\n| long name | 2 |\n");
        assertThatIllegalArgumentException().isThrownBy(() -> table.row("only one"));
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    /** No picture, script, style or font that would have to be fetched. */
    private static void assertNeedsNothingElse(Document document) {
        NodeList elements = document.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getLocalName()).isNotIn("script", "link", "img", "image", "iframe", "object", "use");
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                String name = element.getAttributes().item(j).getNodeName();
                String value = element.getAttributes().item(j).getNodeValue();
                assertThat(name).isNotIn("src", "href", "xlink:href");
                assertThat(name.startsWith("xmlns") ? "" : value).doesNotContain("//");
                assertThat(value).matches("(?s)(?!.*url\\((?!#)).*");
            }
            if (element.getLocalName().equals("style")) {
                assertThat(element.getTextContent()).doesNotContain("@import", "url(");
            }
        }
    }
}
