package io.ebbcache.server.protocol.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ebbcache.server.command.Access;
import io.ebbcache.server.protocol.AnyInput;
import io.ebbcache.server.protocol.FuzzSeeds;
import io.ebbcache.server.protocol.TextReplyRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Classic text and meta commands. With JAZZER_FUZZ=1 in the environment Jazzer looks for inputs; else it tries the seeds. */
class TextDecoderFuzzTest {

    private static final AnyInput INPUT = new AnyInput(
            Access.OPEN,
            (commands, allocator, replies) -> new TextProtocol(commands, allocator).newDecoder(replies),
            new TextReplyRules());

    private static final FuzzSeeds SEEDS = new FuzzSeeds(Scripts.all().stream().map(Script::request));

    static Stream<Arguments> seeds() {
        return SEEDS.arguments();
    }

    @MethodSource("seeds")
    @FuzzTest
    void shouldTakeAnyInput(byte[] data) {
        INPUT.check(data);
    }

    @Test
    void shouldTakeMutatedScripts() {
        SEEDS.checkMutations(INPUT);
    }
}
