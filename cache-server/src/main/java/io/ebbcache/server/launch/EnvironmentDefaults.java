package io.ebbcache.server.launch;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an option is worth that was not given: {@code EBB_ITEM_SIZE} for {@code --item-size}, and so on. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The value in the environment, or null to leave it to the option's own default. */
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return variable(argument).map(environment::get).orElse(null);
    }

    /** Whether a provider has a value for an option. */
    static boolean has(@Nullable IDefaultValueProvider provider, ArgSpec argument) {
        return provider instanceof EnvironmentDefaults defaults && defaults.defaultValue(argument) != null;
    }

    /** The variable that stands for an option, if any does. */
    static Optional<String> variable(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        String name = option.longestName();
        return name.startsWith("--")
                ? Optional.of(
                        "EBB_" + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'))
                : Optional.empty();
    }
}
