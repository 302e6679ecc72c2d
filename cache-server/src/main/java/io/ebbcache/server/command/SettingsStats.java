package io.ebbcache.server.command;

import io.ebbcache.store.StoreStatistics;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings under memcached's names and in its order; what we have no such thing for is 0, or no. */
record SettingsStats(ServerState state) {

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String NONE = "(null)";
    private static final String NULL = "NULL";

    /** memcached's, which it tells even where it listens on no file. */
    private static final int STANDARD_SOCKET_MODE = 0700;

    /** OpenSSL's number of PEM. */
    private static final int PEM = 1;

    /** A longer path is told by its end, so that all lines have room. */
    private static final int LONGEST_PATH = 1000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    void tell(StatsSink target) {
        new Telling(target, state, state.config(), state.limits(), state.listening()).all();
    }

    private record Telling(
            StatsSink target, ServerState state, CommandConfig config, ServerLimits limits, Listening listening) {

        void all() {
            network();
            memory();
            logs();
            external();
            tls();
        }

        private void network() {
            target.stat("maxbytes", state.store().limitBytes());
            target.stat("maxconns", limits.maxConnections());
            target.stat("tcpport", listening.port());
            target.stat("udpport", 0);
            target.stat("inter", listening.address());
            target.stat("verbosity", state.verbosity());
            target.stat("oldest", 0);
            target.stat("evictions", onOff(state.store().config().policy().evict()));
            Optional<Listening.SocketFile> file = listening.file();
            target.stat("domain_socket", path(file.map(Listening.SocketFile::path), NULL));
            target.stat(
                    "umask",
                    Integer.toOctalString(file.map(Listening.SocketFile::mode).orElse(STANDARD_SOCKET_MODE)));
            target.stat("shutdown_command", yesNo(config.shutdownAllowed()));
            target.stat("growth_factor", 0);
            target.stat("chunk_size", 0);
            target.stat("num_threads", limits.threads());
            target.stat("num_threads_per_udp", 0);
            target.stat("stat_key_prefix", ":");
            target.stat("detail_enabled", yesNo(state.prefixes().isEnabled()));
            target.stat("reqs_per_event", 0);
            target.stat("cas_enabled", YES);
            target.stat("tcp_backlog", listening.backlog());
            target.stat("binding_protocol", protocol());
            boolean login = config.access().credentials() != null;
            target.stat("auth_enabled_sasl", yesNo(login && config.access().wire() != Access.Wire.ASCII));
            target.stat("auth_enabled_ascii", yesNo(login && config.access().wire() != Access.Wire.BINARY));
            target.stat("item_size_max", state.store().config().maxItemBytes());
            target.stat("maxconns_fast", YES);
            target.stat("hashpower_init", 0);
        }

        private String protocol() {
            return switch (config.access().wire()) {
                case AUTO -> "auto-negotiate";
                case ASCII -> "ascii";
                case BINARY -> "binary";
            };
        }

        private void memory() {
            target.stat("slab_reassign", NO);
            target.stat("slab_automove", 0);
            target.stat("slab_automove_ratio", 0);
            target.stat("slab_automove_window", 0);
            target.stat("slab_chunk_max", StoreStatistics.SEGMENT_BYTES);
            target.stat("lru_crawler", yesNo(state.isCrawlerEnabled()));
            target.stat("lru_crawler_sleep", 0);
            target.stat("lru_crawler_tocrawl", 0);
            target.stat("tail_repair_time", 0);
            target.stat("flush_enabled", yesNo(config.flushAllowed()));
            target.stat("dump_enabled", yesNo(config.dumpAllowed()));
            target.stat("hash_algorithm", "xxh3");
            target.stat("lru_maintainer_thread", NO);
            target.stat("lru_segmented", NO);
            target.stat("hot_lru_pct", 0);
            target.stat("warm_lru_pct", 0);
            target.stat("hot_max_factor", 0);
            target.stat("warm_max_factor", 0);
            target.stat("temp_lru", NO);
            target.stat("temporary_ttl", 0);
        }

        private void logs() {
            target.stat("idle_timeout", listening.idleSeconds());
            target.stat("watcher_logbuf_size", 0);
            target.stat("worker_logbuf_size", 0);
            target.stat("read_buf_mem_limit", limits.requestBytes());
            target.stat("track_sizes", NO);
            target.stat("inline_ascii_response", NO);
        }

        private void external() {
            target.stat("ext_item_size", 0);
            target.stat("ext_item_age", 0);
            target.stat("ext_low_ttl", 0);
            target.stat("ext_recache_rate", 0);
            target.stat("ext_wbuf_size", 0);
            target.stat("ext_compact_under", 0);
            target.stat("ext_drop_under", 0);
            target.stat("ext_max_sleep", 0);
            target.stat("ext_max_frag", 0);
            target.stat("slab_automove_freeratio", 0);
            target.stat("ext_drop_unread", NO);
        }

        private void tls() {
            Optional<Listening.Encryption> encryption = listening.encryption();
            target.stat("ssl_enabled", yesNo(encryption.isPresent()));
            target.stat("ssl_chain_cert", path(encryption.map(Listening.Encryption::certificates), NONE));
            target.stat("ssl_key", path(encryption.map(Listening.Encryption::key), NONE));
            target.stat("ssl_verify_mode", encryption.map(Telling::verifyMode).orElse(0));
            target.stat("ssl_keyformat", encryption.isPresent() ? PEM : 0);
            target.stat("ssl_ciphers", NULL);
            target.stat("ssl_ca_cert", path(encryption.flatMap(Listening.Encryption::authorities), NULL));
            target.stat("ssl_wbuf_size", 0);
            target.stat("ssl_session_cache", NO);
            target.stat("ssl_kernel_tls", NO);
            target.stat("ssl_min_version", "tlsv1.2");
            target.stat("num_napi_ids", NONE);
            target.stat("memory_file", NONE);
        }

        /** As OpenSSL counts: 1 is to ask, 2 is to insist. */
        private static int verifyMode(Listening.Encryption encryption) {
            return switch (encryption.clients()) {
                case NOTHING -> 0;
                case GOOD_OR_NONE -> 1;
                case GOOD -> 3;
            };
        }

        private static String path(Optional<String> file, String none) {
            String path = file.orElse(none);
            return UNPRINTABLE
                    .matcher(path.substring(Math.max(0, path.length() - LONGEST_PATH)))
                    .replaceAll("?");
        }

        private static String yesNo(boolean value) {
            return value ? YES : NO;
        }

        private static String onOff(boolean value) {
            return value ? "on" : "off";
        }
    }
}
