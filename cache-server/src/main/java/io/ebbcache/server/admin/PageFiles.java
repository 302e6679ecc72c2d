package io.ebbcache.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The files of the dashboard, read once from the class path. Only these are there, whatever a path looks like. */
final class PageFiles {

    /** Nothing from elsewhere, nothing that was slipped into the page, and no other page around it. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String OWN = "dashboard/";
    private static final String UPLOT_NOTE = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/dist/%s";

    private static final List<String> MODULES =
            List.of("choices", "curves", "dashboard", "feed", "format", "map", "palette", "tables");

    private PageFiles() {}

    /**
     * All of them, by path.
     *
     * @throws IOException if one is not there: somebody has put the jars together anew, and left it out
     */
    static Map<String, Page> all() throws IOException {
        Map<String, Page> pages = new HashMap<>();
        add(pages, "/", OWN + "index.html");
        add(pages, "/dashboard.css", OWN + "dashboard.css");
        add(pages, "/dashboard/favicon.svg", OWN + "favicon.svg");
        for (String module : MODULES) {
            add(pages, "/dashboard/" + module + ".js", OWN + module + ".js");
        }
        String version = version();
        add(pages, "/dashboard/uPlot.js", UPLOT.formatted(version, "uPlot.esm.js"));
        add(pages, "/dashboard/uPlot.css", UPLOT.formatted(version, "uPlot.min.css"));
        return pages;
    }

    static void add(Map<String, Page> pages, String path, String resource) throws IOException {
        try (InputStream file = PageFiles.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new FileNotFoundException(resource + " is not on the class path");
            }
            byte[] content = file.readAllBytes();
            String type = contentType(resource);
            pages.put(
                    path,
                    request -> new Answer(HttpResponseStatus.OK, type, content)
                            .with("Content-Security-Policy", CONTENT_POLICY)
                            .with("Referrer-Policy", "no-referrer"));
        }
    }

    private static String contentType(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("of what kind is " + resource + "?");
        };
    }

    /** It is part of the name. */
    private static String version() throws IOException {
        try (InputStream note = PageFiles.class.getResourceAsStream(UPLOT_NOTE)) {
            if (note == null) {
                throw new FileNotFoundException("uPlot is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(note);
            return properties.getProperty("version");
        }
    }
}
