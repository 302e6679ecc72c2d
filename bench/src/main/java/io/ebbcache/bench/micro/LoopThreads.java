package io.ebbcache.bench.micro;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** JMH's workers as the threads that event loops run on: on others Netty's buffers are not recycled. JMH finds it by name. */
public final class LoopThreads extends ThreadPoolExecutor {

    /** What JMH calls. */
    public LoopThreads(int threads, String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory(prefix));
    }
}
