package io.ebbcache.deploy;

import static io.ebbcache.deploy.DashboardPage.quantity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ebbcache.deploy.DashboardPage.Focus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The dashboard of a node under load, as people see and use it. Whatever they do, the page asks nobody but the node, and the browser has nothing to
 * complain of.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DashboardIT {
    private static final Duration PATIENCE = DashboardPage.PATIENCE;
    private static final int LEAST_FONT_PIXELS = 12;

    /** What a key may look like, though it should not. */
    private static final String MARKUP = "<img/src=x/onerror=document.title='taken'>";

    private static final String LONG = "long-".repeat(36);
    private static final byte[] BINARY = {0, 1, 13, 10, ' ', '%', (byte) 0xff, (byte) 0xfe};
    private static final String URI_BINARY = "%00%01%0D%0A%20%25%FF%FE";
    private static final String NAME = "<b>looked-at</b>";

    /** Each panel has a line of this colour. */
    private static final Map<String, String> DRAWN = Map.of(
            "memory", "line",
            "hits", "line",
            "misses", "absent",
            "latency", "line",
            "requests", "line-high",
            "lag", "line");

    private static final double ABSENT_PER_SECOND = DashboardLoad.GETS_PER_SECOND * (1 - DashboardLoad.HIT_RATIO);
    private static final long MIB = 1 << 20;

    @TempDir
    private static Path profile;

    @AutoClose
    private static Browser browser;

    private static EbbProcess.Listening ebb;
    private static String admin;
    private static DashboardLoad load;

    private DashboardPage page;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(profile);
        ebb = EbbProcess.serve(
                "dashboard", UnaryOperator.identity(), "-m", "256", "--admin-port", "-1", "--node-name", NAME);
        admin = ebb.admin();
        load = new DashboardLoad(
                ebb.port(),
                List.of(MARKUP.getBytes(StandardCharsets.US_ASCII), LONG.getBytes(StandardCharsets.US_ASCII), BINARY));
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            if (load != null) {
                load.end();
            }
        } finally {
            if (ebb != null) {
                ebb.close();
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        browser.resize(1440, 1000, false);
        browser.prefer("light");
        browser.forget(admin);
        page = DashboardPage.open(browser, admin);
    }

    @AfterEach
    void shouldHaveAskedNobodyElseAndComplainedOfNothing() throws IOException {
        assertThat(browser.takeRequests())
                .anyMatch(address -> address.startsWith(admin + "/dashboard.json"))
                .allMatch(address -> address.startsWith(admin + "/"));
        assertThat(browser.takeConsole()).isEmpty();
    }

    @Test
    void shouldShowTheLoad() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(page.figure("requests")).isCloseTo(DashboardLoad.REQUESTS_PER_SECOND, within(120.0));
            assertThat(page.figure("hit-ratio")).isCloseTo(DashboardLoad.HIT_RATIO, within(0.02));
            assertThat(page.figure("resident")).isCloseTo(metric("ebb_resident_bytes"), within(2.0 * MIB));
            assertThat(page.figure("items")).isCloseTo(DashboardLoad.VALUES, within(100.0));
            assertThat(page.hotKeys()).containsKey(TestValue.key(DashboardLoad.HOT));
        });
        assertThat(page.figure("resident")).isGreaterThan(DashboardLoad.VALUES * TestValue.BYTES);
        assertThat(page.figure("ordinary")).isBetween(32.0 * MIB, 512.0 * MIB);
        assertThat(page.figure("latency")).isBetween(100.0, 1e6);
        assertThat(page.text("name")).isEqualTo(NAME);
        assertThat(page.text("about")).contains(" memory · up ");

        Map<String, String> segments = page.segments();
        assertThat(quantity(segments, "s") + quantity(segments, "h"))
                .as("sealed segments, %s", segments)
                .isGreaterThanOrEqualTo(DashboardLoad.VALUES * TestValue.BYTES / (2.0 * MIB));
        assertThat(quantity(segments, "o")).as("open segments, %s", segments).isPositive();
        assertThat(page.pixels("#map canvas", "cold", "hot", "open").get("open"))
                .as("pixels of open segments")
                .isPositive();

        assertThat(quantity(page.curve("memory"), "resident")).isCloseTo(page.figure("resident"), within(4.0 * MIB));
        assertThat(quantity(page.curve("hits"), "hits of gets")).isCloseTo(DashboardLoad.HIT_RATIO, within(0.05));
        assertThat(quantity(page.curve("misses"), "not there")).isCloseTo(ABSENT_PER_SECOND, within(150.0));
        assertThat(quantity(page.curve("requests"), "sets")).isCloseTo(DashboardLoad.SETS_PER_SECOND, within(100.0));
        assertThat(quantity(page.curve("latency"), "get, 99 %"))
                .isGreaterThanOrEqualTo(quantity(page.curve("latency"), "get, half"));
        for (Map.Entry<String, String> curve : DRAWN.entrySet()) {
            Map<String, Long> pixels = page.pixels("[data-curve=" + curve.getKey() + "] canvas", curve.getValue());
            assertThat(pixels.get(curve.getValue()))
                    .as("%s: %s", curve.getKey(), pixels)
                    .isPositive();
        }
        browser.keepPicture("desktop-light");
    }

    @Test
    void shouldShowNamesOfKeysAsText() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page.hotKeys().keySet()).contains(MARKUP, LONG, URI_BINARY));
        assertThat(browser.run(Long.class, "return document.querySelectorAll('#hot-keys img, #name b').length"))
                .isZero();
        assertThat(browser.run(String.class, "return document.title")).isEqualTo(NAME + " · Ebb");
    }

    @Test
    void shouldBeReachedByTabFromTopToBottom() throws Exception {
        List<String> places = new ArrayList<>();
        for (Focus focus = tab(); !focus.where().equals("nowhere"); focus = tab()) {
            assertThat(focus.seen()).as("%s after %s is seen", focus, places).isTrue();
            assertThat(places).doesNotContain(focus.where());
            places.add(focus.where());
        }
        assertThat(places)
                .startsWith(
                        "To the figures", "1", "5", "15", "pause", "theme", "help", "map", "memory: up to the limit")
                .containsSubsequence("memory: resident", "hits: hits of gets", "misses: not there", "misses: dropped")
                .containsSubsequence("lost: shed, for others", "latency: plot", "latency: get, half", "requests: sets");
        assertThat(places).last().isEqualTo("lag: 99 %");
        browser.typeShiftTab();
        assertThat(page.focus().where()).isEqualTo("lag: 99 %");
        browser.typeShiftTab();
        assertThat(page.focus().where()).isEqualTo("lag: plot");
    }

    private Focus tab() throws IOException {
        browser.type(Keys.TAB);
        return page.focus();
    }

    @Test
    void shouldSkipToTheFigures() throws Exception {
        browser.type(Keys.TAB, Keys.ENTER);
        assertThat(page.focus().where()).isEqualTo("figures");
        browser.type(Keys.TAB);
        assertThat(page.focus().where()).isEqualTo("map");
    }

    /** Answers are under way for most of the time here, so one is when the page pauses. */
    @Test
    void shouldStandStillWhilePaused() {
        browser.delayAnswers(Duration.ofMillis(1200));
        try {
            Map<String, String> first = page.figures();
            await().atMost(PATIENCE).until(() -> !page.figures().equals(first));
            browser.type(" ");
            assertThat(page.status()).isEqualTo("paused");
            Map<String, String> held = page.figures();
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() ->
                            page.status().equals("paused") && page.figures().equals(held));
            browser.type(" ");
            page.awaitStatus("live");
            await().atMost(PATIENCE).until(() -> !page.figures().equals(held));
        } finally {
            browser.delayAnswers(Duration.ZERO);
        }
    }

    @Test
    void shouldShowAsMuchTimeAsIsTyped() throws Exception {
        await().atMost(PATIENCE).until(() -> page.samples() > 10);
        List<Long> pixels = new ArrayList<>();
        for (String key : List.of("1", "2", "3")) {
            browser.type(key);
            pixels.add(page.pixels("[data-curve=misses] canvas", "absent").get("absent"));
        }
        assertThat(pixels.get(1)).as("an area for 1, 5, 15 minutes: %s", pixels).isLessThan(pixels.get(0));
        assertThat(pixels.get(2)).as("an area for 1, 5, 15 minutes: %s", pixels).isLessThan(pixels.get(1));
        assertThat(page.pressed("[data-minutes]")).containsExactly("15 min");
    }

    @Test
    void shouldTellTheCellsOfTheMapOneByOne() {
        browser.type("m");
        assertThat(page.text("cell")).startsWith("Segment 0: ").contains(" in memory, ", " alive, ");
        browser.type(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT);
        assertThat(page.text("cell")).startsWith("Segment 1: ");
        browser.type(Keys.END);
        String last = page.text("cell");
        browser.type(Keys.ARROW_DOWN);
        assertThat(page.text("cell")).startsWith(last.substring(0, last.indexOf(':')));
        browser.type(Keys.HOME);
        assertThat(page.text("cell")).startsWith("Segment 0: ");
    }

    @Test
    void shouldTellTheValuesOfAMomentThatKeysChoose() {
        await().atMost(PATIENCE).until(() -> page.samples() > 3);
        browser.type(" ");
        assertThat(page.moment("memory")).isEqualTo("now");
        page.focusOn("[data-curve=hits] .plot");
        browser.type(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        String before = page.moment("memory");
        assertThat(before).as("the same moment in all curves").matches("\\d\\d:\\d\\d:\\d\\d");
        assertThat(page.text("moment")).startsWith(before + ": hits of gets ");
        browser.type(Keys.END);
        assertThat(page.moment("memory")).isGreaterThan(before);
        browser.type(Keys.TAB);
        assertThat(page.moment("memory")).isEqualTo("now");
    }

    @Test
    void shouldLeaveKeysOfOneLetterAloneWhereThatIsWanted() {
        browser.type("?");
        browser.click("#letters");
        browser.type(Keys.ESCAPE);
        awaitExplained();
        browser.type(" ", "t", "3");
        assertThat(page.status()).isEqualTo("live");
        assertThat(page.text("theme")).isEqualTo("Theme: system");
        page = DashboardPage.open(browser, admin);
        browser.type("t");
        assertThat(page.text("theme")).as("also when it is opened again").isEqualTo("Theme: system");
    }

    @Test
    void shouldExplainItselfAndGoOn() {
        browser.type("?");
        assertThat(page.explains()).isTrue();
        browser.type("t", Keys.ESCAPE);
        awaitExplained();
        assertThat(page.text("theme")).as("keys behind the dialog").isEqualTo("Theme: system");
        browser.click("#help");
        browser.type(Keys.ENTER);
        awaitExplained();
    }

    /** The browser closes a dialog some time after the key. */
    private void awaitExplained() {
        await("the dialog is closed").atMost(PATIENCE).until(() -> !page.explains());
    }

    @Test
    void shouldTakeTheThemeThatIsTyped() {
        Map<String, String> light = page.colours();
        browser.type("t");
        assertThat(page.text("theme")).isEqualTo("Theme: dark");
        Map<String, String> dark = page.colours();
        assertThat(dark.keySet()).allSatisfy(part -> assertThat(dark.get(part)).isNotEqualTo(light.get(part)));
        page = DashboardPage.open(browser, admin);
        assertThat(page.colours()).as("when the page is opened again").isEqualTo(dark);
        browser.type("t");
        assertThat(page.text("theme")).isEqualTo("Theme: light");
        browser.prefer("dark");
        assertThat(page.colours()).isEqualTo(light);
        browser.type("t");
        assertThat(page.text("theme")).isEqualTo("Theme: system");
        assertThat(page.colours()).isEqualTo(dark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void shouldBeReadable(String colours) throws Exception {
        browser.prefer(colours);
        await().atMost(PATIENCE).until(() -> !page.hotKeys().isEmpty());
        browser.keepPicture("desktop-" + colours);
        page.assertReadable("live");
        browser.click("[data-curve=memory] [data-line=limit]");
        browser.click("#pause");
        page.assertReadable("paused, and a line hidden");
        browser.click("#help");
        page.assertReadable("explaining itself");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 320})
    void shouldFitOnAPhone(int width) throws Exception {
        browser.resize(width, 740, true);
        page = DashboardPage.open(browser, admin);
        await().atMost(PATIENCE).until(() -> page.hotKeys().containsKey(LONG));
        Map<String, Object> layout = browser.runResource("layout.js", LEAST_FONT_PIXELS);
        browser.keepPicture("phone-" + width);
        assertThat(layout)
                .isEqualTo(Map.of(
                        "width",
                        (long) width,
                        "wider",
                        0L,
                        "outside",
                        List.of(),
                        "cut",
                        List.of(),
                        "small",
                        List.of()));
        page.assertReadable("on a phone");
    }

    @Test
    void shouldForbidWhatWasSlippedIn() {
        browser.run(
                Object.class,
                "document.body.insertAdjacentHTML('beforeend',"
                        + " `<p onclick=\"document.title='taken'\" id=slipped>in</p>`);"
                        + "document.getElementById('slipped').click();"
                        + "return fetch('http://127.0.0.1:9/').catch(() => 'forbidden')");
        assertThat(browser.run(String.class, "return document.title")).isEqualTo(NAME + " · Ebb");
        assertThat(browser.takeConsole())
                .anySatisfy(line -> assertThat(line).contains("inline event handler", "Content Security Policy"))
                .anySatisfy(line -> assertThat(line).contains("http://127.0.0.1:9/", "Content Security Policy"));
    }

    /** What the node tells in numbers. */
    private static double metric(String name) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(admin + "/metrics")).build();
        String metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name));
    }
}
