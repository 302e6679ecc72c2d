package io.ebbcache.server.launch;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on SIGHUP. The JDK lets programs handle signals only by classes that it warns of at compile time, so they are looked up
 * here; on a JVM without them nothing happens on SIGHUP but what the JVM does, which is to end.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

    /** Runs {@code task} on each SIGHUP, beside the tasks of earlier calls, on a thread of the JVM's. */
    void on(Runnable task) {
        tasks.add(task);
        if (tasks.size() == 1) {
            handle();
        }
    }

    private void handle() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> tasks.forEach(Runnable::run);
                            case "hashCode" -> {
                                return System.identityHashCode(self);
                            }
                            case "equals" -> {
                                return self == arguments[0];
                            }
                            default -> {}
                        }
                        return null;
                    });
            Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, handling);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SIGHUP will end the server, this JVM does not let it be handled: {}", e.toString());
        }
    }
}
