package io.ebbcache.bench;

import io.ebbcache.bench.clients.ClientsCommand;
import io.ebbcache.bench.compare.CompareCommand;
import io.ebbcache.bench.faults.FaultsCommand;
import io.ebbcache.bench.load.LoadCommand;
import io.ebbcache.bench.micro.MicroCommand;
import io.ebbcache.bench.pressure.PressureCommand;
import io.ebbcache.bench.ring.RingCommand;
import io.ebbcache.bench.trace.TraceCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program {@code ebb bench}. */
@Command(
        name = "ebb bench",
        header = "Measures Ebb on this machine, beside memcached where it is installed.",
        synopsisSubcommandLabel = "<measurement>",
        commandListHeading = "%nMeasurements:%n",
        subcommands = {
            LoadCommand.class,
            CompareCommand.class,
            ClientsCommand.class,
            PressureCommand.class,
            FaultsCommand.class,
            TraceCommand.class,
            RingCommand.class,
            MicroCommand.class
        },
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class,
        footer = {
            "",
            "Each run leaves a folder with report.html (open it in a browser) and result.json (all figures).",
            "Each measurement explains its options: ebb bench <measurement> --help"
        })
public final class Bench implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Bench() {}

    /** Runs the command line and exits: 0 for success, 1 for what failed, 2 for a command line that makes no sense. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((problem, arguments) -> refuse(problem));
        commandLine.setExecutionExceptionHandler((problem, command, result) -> fail(problem, command));
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which measurement?");
    }

    private static int refuse(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        say(command, firstLine(problem) + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** What fails outside of this program, a server above all, is told in one line. */
    private static int fail(Exception problem, CommandLine command) throws Exception {
        if (problem instanceof IOException || problem instanceof UncheckedIOException) {
            say(command, firstLine(problem));
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem; // a bug: with its stack trace
    }

    private static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    private static void say(CommandLine command, String line) {
        PrintWriter standardError = command.getErr();
        standardError.println("ebb bench: " + line);
        standardError.flush();
    }
}
