package io.ebbcache.server.top;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The screen of a terminal, drawn anew again and again until somebody presses q, Escape or Ctrl-C. Whatever ends it, closing it leaves the
 * terminal as it was.
 */
public final class LiveView implements AutoCloseable {
    private static final long SLICE_MILLIS = 100;
    private static final String FOOT = "q quits";
    private static final int CTRL_C = 3;
    private static final int ESCAPE = 27;
    private static final int END_OF_INPUT = -1;

    private final Terminal terminal;
    private final Node node;
    private final Duration interval;
    private final boolean coloured;
    private final Display display;
    private final Attributes original;

    private volatile boolean ended;
    private volatile boolean resized;
    private boolean closed;
    private int width = Screen.USUAL_WIDTH;
    private int height = Screen.USUAL_HEIGHT;
    private Optional<Interval> latest = Optional.empty();

    /** Takes the terminal over. */
    public LiveView(Terminal terminal, Node node, Duration interval, boolean coloured) {
        this.terminal = terminal;
        this.node = node;
        this.interval = interval;
        this.coloured = coloured;
        this.display = new Display(terminal, true);
        this.original = terminal.enterRawMode();
        // Ctrl-C is a key here, and Ctrl-Z does not leave the screen half drawn
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.handle(Signal.INT, signal -> ended = true);
        terminal.handle(Signal.WINCH, signal -> resized = true);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /** Shows the node until somebody has enough of it. */
    public void run() throws IOException {
        resized = true;
        while (!ended) {
            Optional<String> trouble = look();
            draw(trouble);
            pause(trouble);
        }
    }

    private Optional<String> look() {
        try {
            latest = Optional.of(node.look());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void draw(Optional<String> trouble) {
        if (closed) {
            return;
        }
        if (resized) {
            resized = false;
            fit(terminal.getSize()); // it may start a program to find out
        }
        List<AttributedString> lines = new Screen(node.address(), width, height).lines(latest, trouble, FOOT);
        display.update(coloured ? lines : lines.stream().map(LiveView::plain).toList(), 0);
    }

    private void fit(Size size) {
        width = size.getColumns() > 0 ? size.getColumns() : Screen.USUAL_WIDTH;
        height = size.getRows() > 0 ? size.getRows() : Screen.USUAL_HEIGHT;
        display.resize(height, width);
        display.clear();
    }

    private static AttributedString plain(AttributedString line) {
        return new AttributedString(line.toString());
    }

    /** Until the next look is due; keys are read meanwhile. */
    private void pause(Optional<String> trouble) throws IOException {
        long due = System.nanoTime() + interval.toNanos();
        while (!ended) {
            long millis = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
            if (millis <= 0) {
                return;
            }
            int key = terminal.reader().read(Math.min(millis, SLICE_MILLIS));
            if (key == 'q' || key == 'Q' || key == CTRL_C || key == ESCAPE || key == END_OF_INPUT) {
                ended = true;
            } else if (resized) {
                draw(trouble);
            } else if (key != NonBlockingReader.READ_EXPIRED) {
                return; // any other key: look again now
            }
        }
    }

    /** Gives the terminal back; once, whoever comes first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ended = true;
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(original);
    }
}
