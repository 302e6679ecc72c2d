package io.ebbcache.bench.clients;

/** The clients that are compared. */
enum ClientKind {
    EBB("Ebb", true) {
        @Override
        DrivenClient connect(int port) {
            return new EbbDriver(port);
        }
    },
    FOLSOM("folsom", true) {
        @Override
        DrivenClient connect(int port) throws Exception {
            return new FolsomDriver(port);
        }
    },
    SPYMEMCACHED("spymemcached", true) {
        @Override
        DrivenClient connect(int port) throws Exception {
            return new SpyDriver(port);
        }
    },
    /** Has only calls that wait, so what is in flight takes a thread each. */
    XMEMCACHED("xmemcached", false) {
        @Override
        DrivenClient connect(int port) throws Exception {
            return new XmemcachedDriver(port);
        }
    };

    private final String text;
    private final boolean asynchronous;

    ClientKind(String text, boolean asynchronous) {
        this.text = text;
        this.asynchronous = asynchronous;
    }

    /** Connects to 127.0.0.1. */
    abstract DrivenClient connect(int port) throws Exception;

    /** Whether it can be asked without waiting. */
    boolean isAsynchronous() {
        return asynchronous;
    }

    @Override
    public String toString() {
        return text;
    }
}
