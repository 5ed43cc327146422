extension Report {
  /// The style of the page, for light and dark screens and for paper.
  static let style = """
    :root { color-scheme: light dark; --ink: #1d1f21; --paper: #ffffff; --soft: #f4f5f6;
      --line: #dcdfe3; --dim: #6b7280; --keyword: #7c3aed; --string: #15803d; --number: #b45309;
      --bad: #b91c1c; --good: #15803d; --wave: #2563eb; --plot-ground: #ffffff; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --paper: #16181b;
      --soft: #1f2226; --line: #34383d; --dim: #9aa1ab; --keyword: #c4b5fd; --string: #86efac;
      --number: #fcd34d; --bad: #fca5a5; --good: #86efac;
      --wave: #93c5fd; --plot-ground: #16181b; --plot-ink: #e5e7eb; --plot-faint: #b3b9c2;
      --plot-axis: #7d848e; --plot-grid: #34383d; --plot-alarm: #fca5a5; --plot-blue: #4a9fe0;
      --plot-dark: #d1d5db; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
    h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line);
      padding-bottom: .3rem; }
    .place { color: var(--dim); font-weight: 400; margin-inline-end: .35rem; }
    .time { color: var(--dim); font-weight: 400; font-size: .85rem; margin-inline-start: .5rem; }
    .summary, .notice { color: var(--dim); font-size: .9rem; }
    .status { font-weight: 600; }
    .status.done { color: var(--good); }
    .status.failed, .status.interrupted { color: var(--bad); }
    ol { padding-inline-start: 2.5rem; }
    nav ol { columns: 2; column-gap: 2rem; }
    nav li { break-inside: avoid; }
    a { color: inherit; }
    pre, code { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono", monospace; }
    pre { overflow-x: auto; padding: .75rem 1rem; border-radius: 6px; margin: .5rem 0; }
    pre.code { background: var(--soft); border: 1px solid var(--line); }
    pre.output { padding-block: .25rem; line-height: 1.25; }
    pre.error { border: 1px solid var(--bad); color: var(--bad); }
    .k { color: var(--keyword); } .s { color: var(--string); } .n { color: var(--number); }
    .c { color: var(--dim); font-style: italic; }
    .bold { font-weight: 600; } .dim { color: var(--dim); } .red { color: var(--bad); }
    .green { color: var(--good); } .yellow { color: var(--number); } .blue { color: var(--wave); }
    .magenta { color: var(--keyword); } .cyan { color: var(--wave); }
    figure { margin: .75rem 0; background: var(--plot-ground); border: 1px solid var(--line);
      border-radius: 6px; padding: .5rem; overflow-x: auto; }
    figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
    figcaption { font-size: .85rem; color: var(--dim); padding: .25rem .5rem 0; }
    .prose img { display: block; max-width: 100%; margin: .75rem 0; background: #ffffff; }
    audio { display: block; width: 100%; max-width: 30rem; margin: .5rem 0; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .9rem; margin: .5rem 0; }
    th, td { text-align: start; padding: .3rem .75rem; border-bottom: 1px solid var(--line);
      vertical-align: top; font-variant-numeric: tabular-nums; max-width: 28rem;
      overflow-wrap: break-word; }
    th { font-weight: 600; overflow-wrap: normal; }
    td.path { max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    th.number, td.number { text-align: end; white-space: nowrap; }
    th.center, td.center { text-align: center; }
    details.long[open] + .wide { display: none; }
    footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
    summary { cursor: pointer; padding: .25rem 0; color: var(--dim); font-size: .9rem; }
    @media print { nav, audio { display: none; } pre { white-space: pre-wrap; } }
    @media (max-width: 40rem) { nav ol { columns: 1; } main { padding-inline: 1rem; }
      figure svg { max-width: none; margin: 0; } th, td { padding-inline: .5rem; }
      td.path { max-width: 8rem; } }
    """
}
