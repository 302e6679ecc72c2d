package io.ebbcache.client.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    @Test
    void shouldUseEpollWhereItIs() {
        assumeThat(Epoll.isAvailable()).isTrue();
        try (EventLoops loops = new EventLoops()) {
            assertThat(loops.transport()).isEqualTo("epoll");
        }
    }

    @Test
    void shouldUseTheJdkWhereTheClassesOfEpollAreMissing() throws Exception {
        Class<?> transport = Class.forName("io.ebbcache.client.connection.Transport", true, new WithoutEpoll());
        var choose = transport.getDeclaredMethod("choose");
        choose.setAccessible(true);
        assertThat(choose.invoke(null).toString()).contains("name=nio");
    }

    @Test
    void shouldRunOnNamedDaemons() throws Exception {
        try (EventLoops loops = new EventLoops(1)) {
            Thread thread = loops.next().submit(Thread::currentThread).get(5, TimeUnit.SECONDS);
            assertThat(thread.getName()).startsWith("ebb-client-");
            assertThat(thread.isDaemon()).isTrue();
        }
    }

    /** Loads the client's own classes itself, and finds none of epoll. */
    private static final class WithoutEpoll extends ClassLoader {

        WithoutEpoll() {
            super(EventLoopsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.netty.channel.epoll.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.ebbcache.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
