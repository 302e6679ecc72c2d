package io.ebbcache.server.doctor;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionKind;
import java.util.function.BiConsumer;

/**
 * A region in which dropping a page has another effect.
 *
 * @param drop gets the true region and the page's offset
 */
record StrangeRegion(Region region, BiConsumer<Region, Long> drop) implements Region {
    @Override
    public RegionKind kind() {
        return region.kind();
    }

    @Override
    public long address() {
        return region.address();
    }

    @Override
    public long length() {
        return region.length();
    }

    @Override
    public int pageBytes() {
        return region.pageBytes();
    }

    @Override
    public void seal(long offset, long length) {
        region.seal(offset, length);
    }

    @Override
    public void discard(long offset, long length) {
        region.discard(offset, length);
    }

    @Override
    public void populate(long offset, long length) {
        region.populate(offset, length);
    }

    @Override
    public void drop(long offset, long length) {
        drop.accept(region, offset);
    }

    @Override
    public long relieve(long bytes) {
        return region.relieve(bytes);
    }

    @Override
    public void presence(long offset, long length, PresenceVisitor visitor) {
        region.presence(offset, length, visitor);
    }

    @Override
    public void close() {
        region.close();
    }
}
