package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Files of YAML and JSON, which is YAML too, read more strictly than most who read them: no key comes twice. What is not there is empty. */
final class Yaml {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .build();

    private Yaml() {}

    /** All documents of a file. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> documents(Path file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Load(SETTINGS)
                .loadAllFromString(Files.readString(file))
                .forEach(document -> documents.add((Map<String, Object>) document));
        return documents;
    }

    /** The one document of a text. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> document(String text) {
        return (Map<String, Object>) new Load(SETTINGS).loadFromString(text);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> parent, String key) {
        return (List<Map<String, Object>>) parent.getOrDefault(key, List.of());
    }

    static List<String> strings(Map<String, Object> parent, String key) {
        List<String> strings = new ArrayList<>();
        ((Iterable<?>) parent.getOrDefault(key, List.of())).forEach(each -> strings.add(String.valueOf(each)));
        return strings;
    }

    static String text(Map<String, Object> parent, String key) {
        return String.valueOf(parent.getOrDefault(key, ""));
    }
}
