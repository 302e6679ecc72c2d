package io.ebbcache.client.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Objects;

/** JSON, by Jackson. It reads what other clients stored as a string, too. */
final class JsonCodec<V> implements Codec<V> {
    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonCodec(ObjectMapper mapper, JavaType type) {
        this.reader = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.writer = mapper.writerFor(type);
    }

    /** With the modules on the class path. Unknown properties are skipped: old and new versions of a program share a cache. */
    static <V> JsonCodec<V> of(Class<V> type) {
        ObjectMapper mapper = JsonMapper.builder()
                .findAndAddModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return new JsonCodec<>(mapper, mapper.constructType(type));
    }

    @Override
    public Encoded encode(V value) {
        Objects.requireNonNull(value);
        try {
            return new Encoded(Format.JSON.flags(), writer.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new CodecException(
                    "no JSON can be made of " + value.getClass().getName(), e);
        }
    }

    @Override
    public V decode(int flags, byte[] bytes) {
        if (flags != Format.JSON.flags() && !Flags.isString(flags)) {
            throw Flags.unexpected("JSON", flags);
        }
        V value;
        try {
            value = reader.readValue(bytes);
        } catch (IOException | RuntimeException e) {
            throw new CodecException("not the JSON of " + reader.getValueType(), e);
        }
        if (value == null) {
            throw new CodecException("a null in JSON is no value");
        }
        return value;
    }
}
