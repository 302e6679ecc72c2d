package io.ebbcache.bench.report;

/** How a report looks: no outside font, light or dark as the reader has it, tables that scroll by themselves on a phone. */
final class PageStyle {
    static final String CSS = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --faint: #5c6670; --line: #dfe3e8;
                    --accent: #0f766e; --card: #f6f8fa; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6e9ec; --paper: #14171a; --faint: #9aa4ad; --line: #30363d; --accent: #4fd1b8;
                      --card: #1b1f24; }
            }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
                   font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
            main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .6rem; letter-spacing: -.01em; }
            h2 { font-size: 1.25rem; margin: 2.4rem 0 .4rem; }
            h3 { font-size: 1rem; margin: 0 0 .5rem; }
            .summary { font-size: 1.1rem; border-left: 4px solid var(--accent); padding: .2rem 0 .2rem .9rem; }
            figure { margin: 1.6rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 10px;
                     background: var(--card); }
            figure svg { display: block; width: 100%; height: auto; color: var(--ink); }
            figcaption { color: var(--faint); font-size: .9rem; margin-top: .5rem; }
            .table figcaption { margin: 0 0 .5rem; color: var(--ink); font-weight: 600; font-size: 1rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
            th, td { text-align: right; padding: .35rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
            th { color: var(--faint); font-weight: 600; vertical-align: bottom; }
            th:first-child, td:first-child { text-align: left; padding-left: 0; }
            tbody tr:last-child td { border-bottom: 0; }
            code { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
            footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--faint);
                     font-size: .85rem; }
            footer p { margin: .2rem 0; }
            """;

    private PageStyle() {}
}
