package io.ebbcache.bench.ring;

import io.ebbcache.bench.report.LinePlot;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What came out.
 *
 * @param figures by number of nodes
 * @param checks of the model of traffic; there may be none
 */
record RingReport(int keys, List<RingFigures> figures, List<TrafficCheck> checks) {

    private static final double KIB = 1024;
    private static final int TEN = 10;

    private static final String RING_METHOD =
            "Keys are placed by the class that Ebb's nodes and its client place them with. Nodes have drawn addresses and equal"
                    + " weights; requests follow Zipf 0.99 over the keys. A share that moved is the mean of five changes; ideal is what must move"
                    + " if nodes are to have equal shares. A node has 160 points on the ring, but for some numbers of nodes libmemcached's arithmetic,"
                    + " which all its clients follow, rounds down to 156: a change from or to such a number moves one key in forty more.";

    private static final String TRAFFIC_METHOD =
            "Computed: who sends what how often follows from the protocols, the length of each message is that which JGroups and Ebb write."
                    + " Without a secret, which makes each packet 50 bytes longer, and without the headers of TCP and IP. The new ring is told with 15 before it, the most.";

    private static final String CHECK_METHOD =
            "Small clusters, all nodes in one program, over loopback; the last node joins after a quiet time. All have just started, and look"
                    + " for others every 0.8 s instead of every 6. How often MERGE3 and STABLE talk is drawn, so a short time may differ from the mean.";

    /** For a terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Table table : List.of(balance(), moves(), cost(), traffic(), check())) {
            text.append(table.isEmpty() ? "" : table.text() + "\n");
        }
        return text.toString();
    }

    /** For a browser. */
    Report page() {
        Report report = new Report("A cluster on paper", summary())
                .heading("The ring")
                .paragraph(RING_METHOD)
                .table(balance())
                .plot(balancePlot())
                .table(moves())
                .table(cost())
                .heading("The traffic of membership")
                .paragraph(TRAFFIC_METHOD)
                .table(traffic());
        if (!checks.isEmpty()) {
            report.paragraph(CHECK_METHOD).table(check());
        }
        for (RingFigures each : figures) {
            report.table(flows("All of " + each.nodes() + " nodes, a second", each.quiet()))
                    .table(flows("All of " + each.nodes() + " nodes, because the last has joined", each.join()));
        }
        return report;
    }

    private String summary() {
        RingFigures last = figures.get(figures.size() - 1);
        return String.format(
                Locale.ROOT,
                "Of %,d nodes the fullest has %.2f times the mean, a node that leaves moves %s of the keys, and each node sends"
                        + " %s a second while nothing happens.",
                last.nodes(),
                last.balance().mostKeys(),
                percent(last.moves().leave()),
                bytes(Flow.sum(last.quiet()).bytes() / last.nodes()));
    }

    private Table balance() {
        Table table = new Table(
                String.format(Locale.ROOT, "Shares of nodes, by the mean; %,d keys", keys),
                "nodes",
                "most keys",
                "fewest keys",
                "most load",
                "least load",
                "hottest key alone");
        return rows(table, each -> new String[] {
            count(each.nodes()),
            ratio(each.balance().mostKeys()),
            ratio(each.balance().fewestKeys()),
            ratio(each.balance().mostLoad()),
            ratio(each.balance().leastLoad()),
            ratio(each.balance().hottestKey())
        });
    }

    private LinePlot balancePlot() {
        LinePlot plot = new LinePlot(
                        "Shares of keys",
                        "The fullest and the emptiest node; 1 is the mean. More nodes have more extremes.",
                        "nodes",
                        "keys, by the mean")
                .fromZero()
                .logarithmicBelow();
        plot.line("fullest", of(RingFigures::nodes), of(each -> each.balance().mostKeys()));
        return plot.line(
                "emptiest", of(RingFigures::nodes), of(each -> each.balance().fewestKeys()));
    }

    private double[] of(ToDoubleFunction<RingFigures> figure) {
        return figures.stream().mapToDouble(figure).toArray();
    }

    private Table moves() {
        Table table =
                new Table("Keys that move (ideal)", "nodes", "one joins", "one leaves", "one is replaced", "ten leave");
        return rows(table, each -> {
            Double ten = each.moves().leaveTen();
            return new String[] {
                count(each.nodes()),
                moved(each.moves().join(), 1.0 / (each.nodes() + 1)),
                moved(each.moves().leave(), 1.0 / each.nodes()),
                moved(each.moves().replace(), 1.0 / each.nodes()),
                ten == null ? "-" : moved(ten, (double) TEN / each.nodes())
            };
        });
    }

    private Table cost() {
        Table table = new Table(
                "What a ring costs",
                "nodes",
                "points a node",
                "arcs a node, mean",
                "arcs, most",
                "memory",
                "allocated to compute it",
                "time to compute it");
        return rows(table, each -> new String[] {
            count(each.nodes()),
            count(each.cost().points()),
            String.format(Locale.ROOT, "%.1f", each.cost().meanArcs()),
            count(each.cost().mostArcs()),
            bytes((double) each.cost().bytes()),
            bytes((double) each.cost().allocatedBytes()),
            String.format(Locale.ROOT, "%.2f ms", each.cost().millis())
        });
    }

    private Table traffic() {
        Table table = new Table(
                "Traffic of membership, computed, sent by a node on average",
                "nodes",
                "quiet: packets/s",
                "quiet: bytes/s",
                "a join: packets",
                "a join: bytes",
                "a join: all nodes",
                "search of the new node: all nodes");
        return rows(table, each -> {
            Flow quiet = Flow.sum(each.quiet());
            Flow join = Flow.sum(each.join());
            return new String[] {
                count(each.nodes()),
                decimal(quiet.packets() / each.nodes()),
                bytes(quiet.bytes() / each.nodes()),
                decimal(join.packets() / each.nodes()),
                bytes(join.bytes() / each.nodes()),
                bytes(join.bytes()),
                bytes(each.search().bytes())
            };
        });
    }

    private Table rows(Table table, Function<RingFigures, String[]> cells) {
        figures.forEach(each -> table.row(cells.apply(each)));
        return table;
    }

    private Table check() {
        Table table = new Table(
                "Model / measured in real clusters, all nodes together",
                "nodes",
                "quiet: packets/s",
                "quiet: bytes/s",
                "around a join: packets",
                "around a join: bytes");
        for (TrafficCheck each : checks) {
            table.row(
                    (each.nodes() - 1) + " + 1",
                    decimal(each.quiet().packets()) + " / "
                            + decimal(each.quietMeasured().packets()),
                    bytes(each.quiet().bytes()) + " / "
                            + bytes(each.quietMeasured().bytes()),
                    decimal(each.join().packets()) + " / "
                            + decimal(each.joinMeasured().packets()),
                    bytes(each.join().bytes()) + " / "
                            + bytes(each.joinMeasured().bytes()));
        }
        return table;
    }

    private static Table flows(String title, List<Flow> flows) {
        Table table = new Table(title, "messages", "packets", "bytes");
        for (Flow flow : flows) {
            table.row(flow.name(), decimal(flow.packets()), bytes(flow.bytes()));
        }
        Flow sum = Flow.sum(flows);
        return table.row(sum.name(), decimal(sum.packets()), bytes(sum.bytes()));
    }

    private static String moved(double share, double ideal) {
        return percent(share) + " (" + percent(ideal) + ")";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String decimal(double count) {
        return String.format(Locale.ROOT, count < TEN ? "%.1f" : "%,.0f", count);
    }

    private static String bytes(double bytes) {
        double scaled = bytes;
        String unit = "B";
        for (String next : new String[] {"KiB", "MiB", "GiB"}) {
            if (Math.abs(scaled) < KIB) {
                break;
            }
            scaled /= KIB;
            unit = next;
        }
        return String.format(Locale.ROOT, scaled < TEN && !unit.equals("B") ? "%.1f %s" : "%,.0f %s", scaled, unit);
    }
}
