package io.ebbcache.server.launch;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

/** The program {@code ebb}. */
@Command(
        name = "ebb",
        description = "A memcached-compatible cache whose memory belongs to the machine.",
        subcommands = {ServeCommand.class, DoctorCommand.class, TopCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class,
        footer = {
            "",
            "Measurements, beside memcached where it is installed:",
            "  bench  Loads a server, compares servers; see ebb bench --help",
            "",
            "Try: ebb doctor, ebb serve --help, ebb top"
        })
public final class Ebb {
    private Ebb() {}

    /** Runs the command line and exits: 0 for success, 1 for what failed, 2 for a command line that makes no sense. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** The whole command line, with defaults from an environment. */
    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new Ebb());
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((problem, arguments) -> refuse(problem, environment));
        commandLine.setExecutionExceptionHandler((problem, command, result) -> fail(problem, command));
        return commandLine;
    }

    private static int refuse(ParameterException problem, Map<String, String> environment) {
        CommandLine command = problem.getCommandLine();
        say(
                command,
                firstLine(problem) + origin(problem, environment) + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int fail(Exception problem, CommandLine command) throws Exception {
        if (problem instanceof StartException) {
            say(command, firstLine(problem));
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem; // a bug: with its stack trace
    }

    /** Names the variable whose value is at fault, if it is not the command line's. */
    private static String origin(ParameterException problem, Map<String, String> environment) {
        ArgSpec argument = problem.getArgSpec();
        String value = problem.getValue();
        if (argument == null || value == null) {
            return "";
        }
        return EnvironmentDefaults.variable(argument)
                .filter(variable -> value.equals(environment.get(variable)))
                .map(variable -> " (from " + variable + ")")
                .orElse("");
    }

    private static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    private static void say(CommandLine command, String line) {
        PrintWriter standardError = command.getErr();
        standardError.println("ebb: " + line);
        standardError.flush();
    }
}
