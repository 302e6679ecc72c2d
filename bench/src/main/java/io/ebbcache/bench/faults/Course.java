package io.ebbcache.bench.faults;

import java.util.List;
import java.util.Map;

/**
 * What came of a scenario.
 *
 * @param seconds since the load began
 * @param findings reads that returned what should have been replaced, in the order of time
 * @param notes what else is to be said: the first wrong values, nodes that did not agree in time
 * @param serverErrors what nodes said, and how often
 * @param plan by which it was run
 */
record Course(
        Scenario scenario,
        FaultsPlan plan,
        List<StepFigures> steps,
        List<Second> seconds,
        List<Finding> findings,
        List<String> notes,
        Map<String, Integer> serverErrors) {

    long count(Verdict verdict) {
        return steps.stream().mapToLong(each -> each.count(verdict)).sum();
    }
}
