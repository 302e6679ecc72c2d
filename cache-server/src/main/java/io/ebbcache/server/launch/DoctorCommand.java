package io.ebbcache.server.launch;

import io.ebbcache.server.doctor.Doctor;
import io.ebbcache.server.doctor.Finding;
import io.ebbcache.server.doctor.FindingsJson;
import io.ebbcache.server.doctor.Machine;
import io.ebbcache.server.figures.Figures;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebb doctor}: what this machine offers, and what to do about it. */
@Command(
        name = "doctor",
        description = {
            "Says what this machine offers, and what to do about it: each finding is ok, so-so (Ebb works, and would do"
                    + " better with something else) or bad (Ebb cannot be used like this).",
            "Droppable memory is tried for real. It needs no rights and changes nothing; it has the options that serve would"
                    + " have from the environment."
        },
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Ebb can be used here", "1:it cannot: something is bad", "2:bad command line"})
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LogOutput.open(0);
        List<Finding> findings = new Doctor(Machine.here()).examine(server());
        PrintWriter output = spec.commandLine().getOut();
        output.println(
                json
                        ? FindingsJson.text(findings)
                        : new FindingsTable(spec.commandLine().getColorScheme()).text(findings));
        output.flush();
        return Doctor.isUsable(findings) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Finding server() {
        String topic = "a server here";
        try {
            MemoryPlan plan = ServeCommand.planFor(spec.commandLine().getDefaultValueProvider());
            return Finding.ok(
                    topic,
                    "would use up to %s for values (%s), and at most %s of ordinary memory"
                            .formatted(
                                    Figures.bytes(plan.limitBytes()),
                                    plan.limitSource(),
                                    Figures.bytes(plan.ordinaryBytes())));
        } catch (StartException e) {
            return Finding.bad(
                    topic,
                    "would not start: " + e.getMessage(),
                    "raise the limit, or serve with fewer connections (-c) and threads (-t)");
        }
    }
}
