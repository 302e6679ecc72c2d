package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard of a node, as it is seen in a browser. */
final class DashboardPage {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of texts, as the guidelines for accessible pages want it. */
    private static final double LEAST_CONTRAST = 4.5;

    private static final long LEAST_TEXTS = 60;
    private static final Pattern QUANTITY = Pattern.compile("([0-9.,]+) ?(|[KMGTP]iB|B|ns|µs|ms|s|k|M|G|%)(/s)?");
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("B", 1.0),
            Map.entry("KiB", 0x1p10),
            Map.entry("MiB", 0x1p20),
            Map.entry("GiB", 0x1p30),
            Map.entry("TiB", 0x1p40),
            Map.entry("PiB", 0x1p50),
            Map.entry("ns", 1.0),
            Map.entry("µs", 1e3),
            Map.entry("ms", 1e6),
            Map.entry("s", 1e9),
            Map.entry("k", 1e3),
            Map.entry("M", 1e6),
            Map.entry("G", 1e9),
            Map.entry("%", 0.01));

    private final Browser browser;

    private DashboardPage(Browser browser) {
        this.browser = browser;
    }

    /** Opens it and waits until it has figures. */
    static DashboardPage open(Browser browser, String admin) {
        browser.open(admin + "/");
        DashboardPage page = new DashboardPage(browser);
        page.awaitStatus("live");
        return page;
    }

    /** What it says about the node: {@code live}, {@code silent}, {@code paused}, {@code waiting}. */
    String status() {
        return browser.run(String.class, "return document.getElementById('status').dataset.state");
    }

    void awaitStatus(String status) {
        await().atMost(PATIENCE).until(this::status, status::equals);
    }

    /** What is read in the element with this id. */
    String text(String id) {
        return browser.run(String.class, "return document.getElementById(arguments[0]).innerText", id);
    }

    /** The figures of the moment, as they are read. */
    Map<String, String> figures() {
        return pairs(
                "[...document.querySelectorAll('[data-figure]')].map((each) => [each.dataset.figure, each.innerText])");
    }

    /** One of them, in its base unit. */
    double figure(String name) {
        return quantity(figures().getOrDefault(name, ""));
    }

    /** The time that the legend of a panel is about. */
    String moment(String panel) {
        return browser.run(
                String.class,
                "return document.querySelector(arguments[0]).innerText",
                "[data-curve=" + panel + "] .when");
    }

    void focusOn(String selector) {
        browser.run(Object.class, "document.querySelector(arguments[0]).focus(); return true", selector);
    }

    /** For how many seconds the node has run, so as many samples it has told. */
    double samples() {
        return quantity(text("about").replaceFirst(".* up ", "")) / 1e9;
    }

    /** How many segments of each state the legend of the map tells. */
    Map<String, String> segments() {
        return pairs("[...document.querySelectorAll('#map-legend [data-state]')]"
                + ".map((each) => [each.dataset.state, each.querySelector('b').innerText])");
    }

    /** The values that the legend of a panel tells. */
    Map<String, String> curve(String panel) {
        return pairs("[...document.querySelectorAll(`[data-curve=" + panel + "] [data-line]`)]"
                + ".map((each) => [each.dataset.line, each.querySelector('b').innerText])");
    }

    /** Hot keys and what stands beside them. */
    Map<String, String> hotKeys() {
        return pairs("[...document.querySelectorAll('#hot-keys tbody tr')]"
                + ".map((row) => [row.cells[0].textContent, row.cells[1].textContent])");
    }

    /** The nodes of the cluster by name, and all that their cards tell. */
    Map<String, String> nodes() {
        return pairs(
                "[...document.querySelectorAll('#nodes [data-node]')].map((card) => [card.dataset.node, card.innerText])");
    }

    /** How many pixels of a canvas have which of the style sheet's colours, and how many are {@code painted} at all. */
    Map<String, Long> pixels(String canvas, String... colours) throws IOException {
        Map<String, Long> pixels = new LinkedHashMap<>();
        browser.runResource("pixels.js", canvas, List.of(colours))
                .forEach((colour, count) -> pixels.put(colour, (Long) count));
        return pixels;
    }

    /** The colours of the page's main parts. */
    Map<String, String> colours() {
        return pairs("['body', '.panel', 'h2', '.caption', 'button'].map((selector) => {"
                + "const style = getComputedStyle(document.querySelector(selector));"
                + "return [selector, style.color + ' on ' + style.backgroundColor]; })");
    }

    /**
     * Where the focus is.
     *
     * @param where the name of an element, or {@code nowhere}
     * @param seen whether it is in the window and stands out
     */
    record Focus(String where, boolean seen) {}

    Focus focus() throws IOException {
        Map<String, Object> focus = browser.runResource("focus.js");
        return new Focus(String.valueOf(focus.get("where")), Boolean.TRUE.equals(focus.get("seen")));
    }

    /** What is read on those buttons that are pressed. */
    List<String> pressed(String buttons) {
        String script = "return [...document.querySelectorAll(arguments[0])]"
                + ".filter((each) => each.ariaPressed === 'true').map((each) => each.innerText)";
        List<?> pressed = browser.run(List.class, script, buttons);
        return pressed.stream().map(Object::toString).toList();
    }

    /** Whether what its keys and colours mean is shown. */
    boolean explains() {
        return browser.run(Boolean.class, "return document.getElementById('about-page').open");
    }

    /** All that is shown stands out from what is behind it, and axe-core finds nothing that hinders people. */
    void assertReadable(String when) throws IOException {
        Map<String, Object> contrast = browser.runResource("contrast.js", LEAST_CONTRAST);
        assertThat(contrast).as(when).containsEntry("failing", List.of());
        assertThat((Long) contrast.get("looked")).isGreaterThan(LEAST_TEXTS);
        browser.inject("axe.min.js");
        Map<String, Object> axe = browser.runResource("axe.js");
        assertThat(axe).as(when).containsEntry("violations", List.of());
        assertThat((Long) axe.get("passes")).isPositive();
    }

    private Map<String, String> pairs(String script) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Map<?, ?> told = browser.run(Map.class, "return Object.fromEntries(" + script + ")");
        told.forEach((name, text) -> pairs.put(name.toString(), text.toString()));
        return pairs;
    }

    /** One of several figures, in its base unit. */
    static double quantity(Map<String, String> figures, String name) {
        return quantity(figures.getOrDefault(name, ""));
    }

    /** Reads a figure as people do: {@code 12.3 MiB}, {@code 93.1 %}, {@code 1,024/s}; NaN is no figure at all. */
    static double quantity(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        return quantity.matches()
                ? Double.parseDouble(quantity.group(1).replace(",", ""))
                        * UNITS.getOrDefault(quantity.group(2), Double.NaN)
                : Double.NaN;
    }
}
