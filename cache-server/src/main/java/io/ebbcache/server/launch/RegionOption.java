package io.ebbcache.server.launch;

import io.ebbcache.region.mapping.RegionKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the option {@code --region}. */
enum RegionOption {
    AUTO(null),
    DROPPABLE(RegionKind.DROPPABLE),
    LAZY_FREE(RegionKind.LAZY_FREE),
    EMULATED(RegionKind.EMULATED);

    /** The kind that is wanted; null to let the machine decide. */
    final @Nullable RegionKind kind;

    RegionOption(@Nullable RegionKind kind) {
        this.kind = kind;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
