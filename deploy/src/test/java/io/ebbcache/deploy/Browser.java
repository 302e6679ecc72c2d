package io.ebbcache.deploy;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this machine without a screen, with an empty profile, and silent towards its maker. Closing it ends it. */
final class Browser implements AutoCloseable {
    private static final boolean HAS_TO_BE_THERE = Boolean.parseBoolean(System.getenv("CI"));
    private static final Path PICTURES = Path.of("target", "dashboard");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts one. A test for which there is none is skipped.
     *
     * @param profile an empty directory
     */
    static Browser start(Path profile) {
        Path chromium = installed("chromium", "chromium");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        installed("chromedriver", "chromium-driver").toFile())
                .usingAnyFreePort()
                .build();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile.toAbsolutePath());
        options.setCapability("goog:loggingPrefs", logs);
        return new Browser(new ChromeDriver(service, options));
    }

    private static Path installed(String command, String debianPackage) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String missing = "needs " + command + " (package " + debianPackage + ")";
                    if (HAS_TO_BE_THERE) {
                        throw new IllegalStateException(missing);
                    }
                    return abort(missing);
                });
    }

    void open(String address) {
        driver.get(address);
    }

    /** Runs a function body in the page and returns what it returns, which is of this type. */
    <T> T run(Class<T> type, String script, Object... arguments) {
        return type.cast(Objects.requireNonNull(driver.executeScript(script, arguments), script));
    }

    /** Runs a script of this folder's resources, which knows of colours, awaits whatever it needs and then returns some values by name. */
    Map<String, Object> runResource(String name, Object... arguments) throws IOException {
        String script = "const done = arguments[arguments.length - 1];"
                + "(async (...given) => {" + resource("browser/colours.js") + resource("browser/" + name)
                + "})(...arguments).then(done, (failed) => done(String(failed)));";
        Object outcome = driver.executeAsyncScript(script, arguments);
        if (outcome instanceof Map<?, ?> told) {
            Map<String, Object> values = new LinkedHashMap<>();
            told.forEach((key, value) -> values.put(key.toString(), Objects.requireNonNull(value, name)));
            return values;
        }
        throw new IOException(name + ": " + outcome);
    }

    /** Runs a library of others in the page, whose policy would not let the page itself load it. */
    void inject(String library) throws IOException {
        driver.executeScript(resource("/" + library));
    }

    private static String resource(String name) throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Types it, wherever the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes back by one place in the order of Tab. */
    void typeShiftTab() {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** The size of the window's inside. */
    void resize(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    /** What the system's settings say: {@code light} or {@code dark}. */
    void prefer(String colours) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    /** Lets every answer come so much later. */
    void delayAnswers(Duration delay) {
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        false,
                        "latency",
                        delay.toMillis(),
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /** Forgets what it has kept for a site, and what it was asked to tell. */
    void forget(String origin) throws IOException {
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
        takeRequests();
        takeConsole();
    }

    /** Keeps a picture of the whole page for those who want to look at it. */
    void keepPicture(String name) throws IOException {
        Map<String, Object> picture =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(
                Files.createDirectories(PICTURES).resolve(name + ".png"),
                Base64.getDecoder().decode((String) Objects.requireNonNull(picture.get("data"))));
    }

    /** What the page's console has got since this was asked last: errors, warnings, and what the page's policy forbade. */
    List<String> takeConsole() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** All that was asked of the network since this was asked last. */
    List<String> takeRequests() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                addresses.add(message.path("params").path("request").path("url").asText());
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
