package io.ebbcache.bench.load;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What kind of load it shall be, on the command line. */
final class LoadOptions {
    @Option(
            names = "--protocol",
            paramLabel = "<protocol>",
            defaultValue = "text",
            description = "text, meta or binary (default: ${DEFAULT-VALUE})")
    private WireProtocol protocol;

    @Option(
            names = "--threads",
            paramLabel = "<count>",
            defaultValue = "1",
            description = "threads of the generator (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--connections",
            paramLabel = "<count>",
            defaultValue = "32",
            description = "connections in all (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--pipeline",
            paramLabel = "<count>",
            defaultValue = "1",
            description = {
                "the most commands in flight on a connection; without --rate they are sent at once, and the next ones when"
                        + " all are answered (default: ${DEFAULT-VALUE})"
            })
    private int pipeline;

    @Option(
            names = "--rate",
            paramLabel = "<commands/s>",
            defaultValue = "0",
            description = {
                "open loop: so many commands a second in all, whatever the server does; latency counts from the moment at"
                        + " which a command should have been sent (default: 0, closed loop, as many as are answered)"
            })
    private double rate;

    @Option(
            names = "--keys",
            paramLabel = "<count>",
            defaultValue = "100000",
            description = "how many keys there are (default: ${DEFAULT-VALUE})")
    private long keys;

    @Option(
            names = "--distribution",
            paramLabel = "<kind>",
            defaultValue = "uniform",
            description = {
                "uniform, zipf:THETA (zipf:0.99), or hotset:SHARE/PROBABILITY (hotset:0.1/0.9: nine of ten requests are for"
                        + " a tenth of the keys) (default: ${DEFAULT-VALUE})"
            })
    private String distribution;

    @Option(
            names = "--values",
            paramLabel = "<sizes>",
            defaultValue = "100",
            description = {
                "bytes of a value: one size (100, 16k), sizes with weights (100:0.6,1k:0.3,16k:0.1), or web: what"
                        + " Facebook's general pool held in 2012, half below 170 bytes, a hundredth above 2.4 KiB"
                        + " (default: ${DEFAULT-VALUE})"
            })
    private String values;

    @Option(
            names = "--get-ratio",
            paramLabel = "<share>",
            defaultValue = "0.9",
            description = "share of the commands that are gets, the others are sets (default: ${DEFAULT-VALUE})")
    private double getRatio;

    @Option(
            names = "--multiget",
            paramLabel = "<keys>",
            defaultValue = "1",
            description = "keys of a get (default: ${DEFAULT-VALUE})")
    private int multiget;

    @Option(
            names = "--ttl",
            paramLabel = "<seconds>",
            defaultValue = "0",
            description = "when what is stored expires (default: never)")
    private int ttlSeconds;

    @Option(
            names = "--read-through",
            description = "a miss is followed by a set of its key, as an application would do it")
    private boolean readThrough;

    @Option(
            names = "--verify",
            description = "check every value that comes back, byte by byte, against what was stored under its key")
    private boolean verify;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "of all that is random (default: ${DEFAULT-VALUE})")
    private long seed;

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if an option makes no sense
     */
    LoadPlan plan(InetSocketAddress address) {
        return new LoadPlan(
                new Target(address, protocol, threads, connections, pipeline),
                new Workload(
                        KeyDistribution.parse(distribution, keys),
                        ValueSizes.parse(values),
                        getRatio,
                        multiget,
                        ttlSeconds,
                        readThrough,
                        verify),
                rate,
                seed);
    }

    String distribution() {
        return distribution;
    }

    /** Reads {@code HOST:PORT}. */
    static final class Address implements ITypeConverter<InetSocketAddress> {
        private static final int LARGEST_PORT = 65_535;

        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            String port = text.substring(colon + 1);
            if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > LARGEST_PORT) {
                throw new TypeConversionException("'" + text + "' is no HOST:PORT");
            }
            InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
            if (address.isUnresolved()) {
                throw new TypeConversionException("nobody knows the host of '" + text + "'");
            }
            return address;
        }
    }
}
