package io.ebbcache.client.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where names that are not complete are looked for. */
final class SearchDomains {

    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    private SearchDomains() {}

    /** Those of this machine; none where it has no resolv.conf. */
    static List<String> ofSystem() {
        try {
            return parse(Files.readAllLines(RESOLV_CONF));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The last of the lines {@code search} and {@code domain} counts: resolv.conf(5). */
    static List<String> parse(List<String> lines) {
        List<String> domains = List.of();
        for (String line : lines) {
            List<String> words = List.of(line.strip().split("\\s+", -1));
            if (words.get(0).equals("search") || words.get(0).equals("domain")) {
                domains = words.subList(1, words.size());
            }
        }
        return domains;
    }

    /** The complete names to try, in this order: as it is first if it has a dot inside. */
    static List<String> candidates(String name, List<String> domains) {
        if (name.endsWith(".")) {
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        for (String domain : domains) {
            names.add(name + "." + (domain.endsWith(".") ? domain : domain + "."));
        }
        names.add(name.indexOf('.') < 0 ? names.size() : 0, name + ".");
        return names;
    }
}
