package io.ebbcache.server.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Findings for machines: {@code {"usable":…,"findings":[{"topic":…,"mark":…,"found":…,"advice":…}]}}. */
public final class FindingsJson {
    private FindingsJson() {}

    /** One line of JSON for each finding, and two around them. */
    public static String text(List<Finding> findings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.setPrettyPrinter(new LineForEach());
            out.writeStartObject();
            out.writeBooleanField("usable", Doctor.isUsable(findings));
            out.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                out.writeStartObject();
                out.writeStringField("topic", finding.topic());
                out.writeStringField("mark", finding.mark().word());
                out.writeStringField("found", finding.found());
                out.writeStringField("advice", finding.advice());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static final class LineForEach extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator out) throws IOException {
            out.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(",\n");
        }

        @Override
        public void writeEndArray(JsonGenerator out, int values) throws IOException {
            out.writeRaw("\n]");
        }
    }
}
