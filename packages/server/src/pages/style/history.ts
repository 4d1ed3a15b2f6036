/** The chart of a site's scans, what changed between two of them, and the steps of the home page. */
export const history = `
.chart { overflow-x: auto; padding-bottom: .4rem; }
.chart svg { display: block; }
.chart text { font: 11px var(--sans); fill: var(--soft); }
.chart .axis { stroke: var(--line); }
.bar-fail { fill: var(--fail); }
.bar-warn { fill: var(--warn); }
.dot-fail, .dot-error { fill: var(--fail); }
.dot-warn { fill: var(--warn); }
.dot-pass { fill: var(--pass); }
.chart .dot-mark { fill: var(--card); font-weight: 700; font-size: 12px; }
.chart a:hover rect, .chart a:focus-visible rect { opacity: .8; }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font-size: var(--small); color: var(--soft); margin-top: .6rem; }
.key li::before { content: ""; display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; margin-right: .45rem; vertical-align: -.06em; background: var(--ink); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.key-fail { --ink: var(--fail); }
.key-warn { --ink: var(--warn); }
.compare { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.6rem 2.5rem; }
.compare-list li { padding-block: .35rem; border-top: 1px solid var(--line); }
.compare h3 { margin-bottom: .5rem; }
.compare-list code { display: block; color: var(--soft); }
.compare-form { display: grid; gap: .8rem 1rem; align-items: end; max-width: 52rem; margin-bottom: 1.8rem; }
.steps { display: grid; gap: 1.6rem 2rem; counter-reset: step; }
.steps li { counter-increment: step; border-top: 2px solid var(--accent); padding-top: .8rem; }
.steps h3::before { content: counter(step) "  "; color: var(--accent); white-space: pre; }
.steps p { color: var(--soft); font-size: var(--note); margin-top: .35rem; }
@media (min-width: 40rem) {
  .compare-form { grid-template-columns: 1fr 1fr auto; }
  .steps { grid-template-columns: repeat(2, 1fr); }
}
@media (min-width: 52rem) { .compare { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
@media (min-width: 62rem) { .steps { grid-template-columns: repeat(4, 1fr); } }
`;
