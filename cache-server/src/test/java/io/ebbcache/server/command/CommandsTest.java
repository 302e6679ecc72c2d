package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators may, and what is beyond a single item; the rest is in the tests of the protocols. */
class CommandsTest {

    private static final ServerLimits LIMITS = new ServerLimits(10, 1, 1 << 21, 1 << 21, 1 << 16);

    private final Store store = TestStores.emulated();
    private final List<Boolean> stops = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    private Commands commands(boolean flushAllowed, boolean shutdownAllowed) {
        CommandConfig config = new CommandConfig("1", flushAllowed, shutdownAllowed, true);
        return new ServerState(store, config, LIMITS, stops::add).newCommands();
    }

    @Test
    void shouldNotFlushWhereThatIsSwitchedOff() {
        Commands commands = commands(false, false);
        assertThat(commands.flush()).isEqualTo(Status.NOT_ALLOWED);
        assertThat(commands.flushAt(0)).isEqualTo(Status.NOT_ALLOWED);
        assertThat(commands.flushAt(10)).isEqualTo(Status.NOT_ALLOWED);
    }

    @Test
    void shouldStopOnlyWhereThatIsSwitchedOn() {
        assertThat(commands(true, false).shutdown(true)).isEqualTo(Status.NOT_ALLOWED);
        assertThat(stops).isEmpty();
        assertThat(commands(true, true).shutdown(true)).isEqualTo(Status.OK);
        assertThat(commands(true, true).shutdown(false)).isEqualTo(Status.OK);
        assertThat(stops).containsExactly(true, false);
    }

    @Test
    void shouldLimitMemoryWithinWhatIsMapped() {
        Commands commands = commands(true, false);
        assertThat(commands.memoryLimit(7)).isEqualTo(Status.TOO_SMALL);
        assertThat(commands.memoryLimit(65)).isEqualTo(Status.OUT_OF_RANGE);
        assertThat(commands.memoryLimit(1_000_000_000)).isEqualTo(Status.OUT_OF_RANGE);
        assertThat(commands.memoryLimit(48)).isEqualTo(Status.OK);
        assertThat(store.limitBytes()).isEqualTo(48 << 20);
    }

    @Test
    void shouldRaiseTheLimitBeyondWhatItWasAtTheStart() {
        try (Store small = Store.open(TestStores.config(RegionKind.EMULATED, 128, 64, 1 << 20))) {
            Commands commands = new ServerState(small, CommandConfig.standard("1"), LIMITS, stops::add).newCommands();
            assertThat(commands.memoryLimit(129)).isEqualTo(Status.OUT_OF_RANGE);
            assertThat(small.limitBytes()).isEqualTo(64 << 20);
            assertThat(commands.memoryLimit(128)).isEqualTo(Status.OK);
            assertThat(small.limitBytes()).isEqualTo(128 << 20);
        }
    }

    @Test
    void shouldCapVerbosity() {
        Commands commands = commands(true, false);
        commands.verbosity(2);
        assertThat(commands.state().verbosity()).isEqualTo(2);
        commands.verbosity(0xffff_ffffL);
        assertThat(commands.state().verbosity()).isEqualTo(ServerState.MAX_VERBOSITY);
    }

    @Test
    void shouldWantBudgetsThatHoldOneItem() {
        CommandConfig config = CommandConfig.standard("1");
        assertThatThrownBy(() ->
                        new ServerState(store, config, new ServerLimits(10, 1, 1 << 19, 1 << 21, 1 << 16), stops::add))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new ServerState(store, config, new ServerLimits(10, 1, 1 << 21, 1 << 20, 1 << 16), stops::add))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
