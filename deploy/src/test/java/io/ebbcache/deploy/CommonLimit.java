package io.ebbcache.deploy;

import static org.junit.jupiter.api.Assumptions.abort;

import io.ebbcache.bench.pressure.MemoryCgroup;
import java.io.IOException;
import org.testcontainers.DockerClientFactory;

/** A limit of memory that containers can be put under together, which none of them can see. Closing it removes it. */
interface CommonLimit extends AutoCloseable {

    /** What the engine is told that their cgroups lie in. */
    String parent();

    /** How many processes below it the kernel has killed for want of memory, as far as it is told. */
    long oomKills() throws IOException;

    @Override
    void close() throws IOException;

    /** Makes one as the engine makes its own cgroups, by itself or by systemd; skips the test where that cannot be. */
    static CommonLimit create(long limitBytes) {
        String driver = DockerClientFactory.instance()
                        .client()
                        .infoCmd()
                        .exec()
                        .getRawValues()
                        .get("CgroupDriver") + "";
        try {
            return switch (driver) {
                case "cgroupfs" -> new OfFiles(MemoryCgroup.create("image", limitBytes));
                case "systemd" -> SystemdSlice.create(limitBytes);
                default -> abort("an engine whose cgroups are made by " + driver);
            };
        } catch (IOException e) {
            return abort("no cgroup can be made here that containers share: " + e);
        }
    }

    /** One that is made by making a folder. */
    record OfFiles(MemoryCgroup cgroup) implements CommonLimit {
        @Override
        public String parent() {
            return cgroup.directory().toString().replaceFirst("^/sys/fs/cgroup(/memory)?", "");
        }

        @Override
        public long oomKills() throws IOException {
            return cgroup.oomKills();
        }

        @Override
        public void close() throws IOException {
            cgroup.close();
        }
    }
}
