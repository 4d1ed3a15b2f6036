/** The style sheet of the report's page. Colours meet WCAG 2.2 contrast (4.5:1) in both schemes. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #ffffff; --sunk: #f1efe9; --line: #dedbd2;
  --text: #1c1e21; --soft: #575c63; --accent: #0b5f8a;
  --fail: #ad1f1b; --warn: #845400; --pass: #1b6a3b;
  --fix-wash: #e9f1f4; --mark: #ffe3a8;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131518; --card: #1a1d21; --sunk: #22262b; --line: #353a41;
    --text: #e9e7e3; --soft: #a5abb4; --accent: #74bdf0;
    --fail: #ff8f86; --warn: #efb54f; --pass: #76d28e;
    --fix-wash: #1a272f; --mark: #5c4510;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; color: var(--text); font: 400 1rem/1.6 var(--sans);
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
}
.report, .page-foot { padding-inline: max(clamp(1rem, 4vw, 2.5rem), (100% - 66rem) / 2); }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, table, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; letter-spacing: -.012em; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2.2vw, 2.5rem); font-weight: 680; }
.conclusion { font-size: clamp(1.05rem, 1rem + .4vw, 1.25rem); line-height: 1.5; margin-top: .8rem; max-width: 60ch; }
h2 { font-size: 1.4rem; font-weight: 660; margin-bottom: 1.1rem; }
h3 { font-size: 1.13rem; font-weight: 640; }
h4 { font-size: .8rem; font-weight: 650; color: var(--soft); letter-spacing: .02em; margin-bottom: .25rem; }
p { max-width: 68ch; text-wrap: pretty; }
code, pre { font-family: var(--mono); font-size: .86em; }
pre { overflow-x: auto; }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
section { padding-top: clamp(2.5rem, 6vw, 4rem); }
.mark { margin-right: .4em; }

.verdict { padding-top: clamp(2rem, 6vw, 4rem); }
.report { border-top: .4rem solid var(--tone); }
.report + .report { margin-top: 5rem; }
.verdict-fail, .verdict-error { --tone: var(--fail); }
.verdict-warn { --tone: var(--warn); }
.verdict-pass { --tone: var(--pass); }
.verdict-word { color: var(--tone); font-weight: 720; letter-spacing: .06em; margin-bottom: .5rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 1rem 2rem; margin-top: 1.8rem; }
.facts dt { font-size: .8rem; color: var(--soft); }
.totals { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin-top: 1.6rem; padding-block: .8rem; border-block: 1px solid var(--line); }
.total-fail { color: var(--fail); font-weight: 650; }
.total-warn { color: var(--warn); font-weight: 650; }
.contents ul { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin-top: .8rem; }
.contents a { display: inline-block; padding-block: .3rem; }

.finding { display: grid; gap: .4rem 2.5rem; padding-block: 1.6rem 2.2rem; border-top: 1px solid var(--line); }
.finding:first-of-type { border-top: 2px solid var(--text); }
.finding-facts { display: flex; flex-wrap: wrap; gap: .1rem 1rem; color: var(--soft); font-size: .9rem; align-items: baseline; }
.finding-body { padding-top: .9rem; }
.finding-body > * + * { margin-top: .9rem; }
.finding-body + .finding-body { border-top: 1px dotted var(--line); margin-top: 1.4rem; }
.subject { font-weight: 600; }
.baselined { color: var(--soft); }
.fix { background: var(--fix-wash); border-radius: .25rem; padding: .8rem .9rem .9rem; }
.fix h4 { color: var(--accent); }
.why { margin-top: 1.4rem; font-size: .93rem; }
.why p { color: var(--soft); }
.standards { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin-block: .4rem; }
@media (min-width: 52rem) {
  .finding { grid-template-columns: 11rem minmax(0, 1fr); }
  .finding-facts { grid-row: 1 / span 2; flex-direction: column; align-items: flex-start; padding-top: .1rem; }
}

.label { font-weight: 650; white-space: nowrap; }
.label-fail { color: var(--fail); }
.label-warn, .label-inconclusive { color: var(--warn); }
.label-note { color: var(--accent); }
.label-pass { color: var(--pass); }
.label-not-applicable { color: var(--soft); font-weight: 400; }

.source figcaption { font-size: .9rem; color: var(--soft); margin-bottom: .3rem; }
.source pre { background: var(--sunk); border-radius: .25rem; padding: .7rem .9rem; white-space: pre-wrap; }
mark { background: var(--mark); color: inherit; border-radius: 2px; padding-block: .1em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }

table { width: 100%; border-collapse: collapse; font-size: .93rem; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; vertical-align: bottom; color: var(--soft); font-size: .8rem; font-weight: 600; padding-block: .2rem; }
tbody th { font-weight: 500; }
.probes thead th:first-child { width: 50%; }
.probes tbody th code { display: block; font-weight: 400; }
.outcome { font-weight: 600; }
.first-message, .reason, .hash, .rule-title + code { display: block; color: var(--soft); font-weight: 400; }
.reason { font-size: .88rem; }
.rules thead th:last-child { width: 46%; }
.rule-title { display: block; }
.hash { font-size: .72rem; }
.sources td { white-space: nowrap; }
.sources td .reason { white-space: normal; max-width: 14rem; }

.evidence dl { font-size: .9rem; }
.evidence dl > div { display: grid; grid-template-columns: minmax(6rem, 14rem) 1fr; gap: 0 1rem; padding-block: .12rem; }
.evidence dt { color: var(--soft); }

.endpoint { border-top: 1px solid var(--line); padding-block: 1.6rem 2rem; }
.endpoint:first-of-type { border-top: 2px solid var(--text); }
.endpoint > * + * { margin-top: .7rem; }
.endpoint-facts { color: var(--soft); font-size: .93rem; margin-top: .2rem; }
.policy-missing, .policy-weak { color: var(--fail); }
.policy-enforced, .policy-token-gated { color: var(--pass); }
.policy-undetermined { color: var(--warn); }
ol.picture { display: grid; gap: 1.9rem; margin-block: 1.2rem; }
.step { position: relative; background: var(--card); border: 1px solid var(--line); border-radius: .35rem; padding: .7rem .9rem; }
.step + .step::before { content: ""; position: absolute; left: 1.6rem; top: -1.9rem; height: 1.45rem; border-left: 2px solid var(--accent); }
.step + .step::after { content: ""; position: absolute; left: calc(1.6rem - .27rem); top: -.95rem; width: .6rem; height: .6rem; border: solid var(--accent); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.step-name { display: block; font-size: .8rem; color: var(--soft); }
.step-body > * { display: block; }
.lane { border-left: 3px solid var(--line); padding-left: .6rem; }
.lane + .lane { margin-top: .45rem; }
.lane span { font-size: .85rem; color: var(--soft); }
.lane code, .lane span { display: block; }
.lane-good { border-color: var(--pass); border-left-style: dashed; }
.lane-good span { color: var(--pass); }
.lane-bad { border-color: var(--fail); }
.lane-bad span { color: var(--fail); font-weight: 600; }
@media (min-width: 52rem), print {
  ol.picture { grid-template-columns: 1fr 1.25fr 1.1fr 1.55fr; gap: 2.4rem; align-items: stretch; }
  .step + .step::before { left: -2.4rem; top: 50%; width: 1.95rem; height: 0; border-left: 0; border-top: 2px solid var(--accent); }
  .step + .step::after { left: -1.1rem; top: calc(50% - .24rem); transform: rotate(-45deg); }
}

.missed { margin-top: 1.4rem; }
.missed h3 { font-size: 1rem; }
.missed li { color: var(--soft); padding-top: .2rem; }
.page-foot { margin-top: 4rem; padding-block: 1.5rem 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
.page-foot code { color: var(--text); }

@media (max-width: 34rem) {
  th, td { padding-right: .6rem; }
  .evidence dl > div { grid-template-columns: 1fr; padding-block: .3rem; }
}
@media print {
  :root {
    --paper: #fff; --card: #fff; --sunk: #f4f4f2; --fix-wash: #eef3f6; --line: #c9c6bd; --text: #000; --soft: #444; --accent: #0b4f73;
    --fail: #9d1713; --warn: #6b4400; --pass: #14552e; --mark: #ffe3a8;
  }
  @page { margin: 16mm 15mm; }
  html { font-size: 9.5pt; }
  .contents { display: none; }
  .report { margin-inline: 0; padding-inline: 0; }
  section { padding-top: 1.6rem; }
  .picture, .fix, .step, tr, .source { break-inside: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
  mark, .report, .finding, .lane { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
`;
