package io.ebbcache.bench;

import io.ebbcache.bench.report.Machine;
import picocli.CommandLine.IVersionProvider;

/** What {@code ebb bench --version} prints. */
final class BenchVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"ebb bench " + Machine.ebbVersion(), "Java ${java.version}, ${os.name} ${os.version}"};
    }
}
