package io.ebbcache.server.doctor;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.mapping.RegionKind;
import java.util.ArrayList;
import java.util.List;

/** Looks at a machine and says what it offers to Ebb. Needs no rights, changes nothing. */
public final class Doctor {
    private final Machine machine;

    public Doctor(Machine machine) {
        this.machine = machine;
    }

    /**
     * All that there is to say of this machine.
     *
     * @param server what would become of a server here, which the command line knows
     */
    public List<Finding> examine(Finding server) {
        RegionChoice choice = RegionChoice.probe(null);
        List<Finding> tried = List.of(RegionTrial.ofDroppable(), RegionTrial.ofChoice(choice), server);
        return examine(tried, choice.kind(), NetworkChecks.Transports.here());
    }

    /** With what can only be tried on a real machine already found. */
    List<Finding> examine(List<Finding> tried, RegionKind kind, NetworkChecks.Transports transports) {
        List<Finding> findings = new ArrayList<>(new KernelChecks(machine).findings());
        findings.addAll(tried);
        findings.addAll(new MemoryChecks(machine, kind).findings());
        findings.addAll(new NetworkChecks(machine, transports).findings());
        return findings;
    }

    /** Whether Ebb can be used with all this. */
    public static boolean isUsable(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.mark() == Mark.BAD);
    }
}
