package io.ebbcache.bench.trace;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a memory size from the command line. */
final class MemorySizes implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String text) {
        try {
            return MemorySize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
