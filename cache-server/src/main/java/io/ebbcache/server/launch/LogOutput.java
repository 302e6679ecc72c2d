package io.ebbcache.server.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/**
 * Where the log of a started server goes: short lines on standard error. Set up here and not by a file in this jar, which
 * would also speak for programs that embed the store.
 */
final class LogOutput {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %msg%n";

    /** Logback's own way to say otherwise, which wins. */
    private static final String CONFIGURATION_FILE = "logback.configurationFile";

    private LogOutput() {}

    /**
     * Opens the log.
     *
     * @param verbosity 0: what an operator needs; 1: more of ours; 2 and above: all of ours, more of the libraries
     */
    static void open(int verbosity) {
        boolean configuredOtherwise = System.getProperty(CONFIGURATION_FILE) != null;
        if (configuredOtherwise || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(context);
        standardError.setTarget("System.err");
        standardError.setEncoder(encoder);
        standardError.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(standardError);
        root.setLevel(verbosity >= 2 ? Level.DEBUG : Level.WARN);
        context.getLogger("io.ebbcache").setLevel(ours(verbosity));
        // what is worth knowing of other nodes is said by our own part of it; a stranger at their port could fill the
        // log
        context.getLogger("io.ebbcache.client").setLevel(verbosity >= 1 ? ours(verbosity) : Level.OFF);
        context.getLogger("org.jgroups")
                .setLevel(verbosity >= 2 ? Level.DEBUG : verbosity == 1 ? Level.WARN : Level.OFF);
    }

    private static Level ours(int verbosity) {
        return verbosity >= 2 ? Level.TRACE : verbosity == 1 ? Level.DEBUG : Level.INFO;
    }
}
