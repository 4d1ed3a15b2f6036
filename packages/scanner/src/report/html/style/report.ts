/** The report as a whole: its verdict, its strip of rules, its sections. */
export const report = `
.report > :not(.part), .report > .part > *, .page-foot { padding-inline: var(--edge); }
.part { display: contents; }
.report + .report { margin-top: 5rem; }
section { padding-top: clamp(2.75rem, 6vw, 4.25rem); }

.verdict { --tone: var(--accent); --wash: var(--accent-wash); background: var(--wash); border-bottom: 1px solid var(--line); padding-block: clamp(1.75rem, 5vw, 3.25rem) 1.6rem; }
.verdict-fail, .verdict-error { --tone: var(--fail); --wash: var(--fail-wash); }
.verdict-warn { --tone: var(--warn); --wash: var(--warn-wash); }
.verdict-pass { --tone: var(--pass); --wash: var(--pass-wash); }
.verdict-word { display: flex; align-items: center; gap: .75rem; color: var(--tone); font-size: 1.125rem; font-weight: 720; letter-spacing: .05em; margin-bottom: 1rem; }
.seal { display: grid; place-items: center; flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--tone); color: var(--card); font-size: 1.25rem; letter-spacing: 0; font-variant-emoji: text; }
.conclusion { font-size: var(--lead); line-height: 1.5; margin-top: .7rem; max-width: 62ch; }
.facts { display: flex; flex-wrap: wrap; gap: .8rem 2.5rem; margin-top: 1.3rem; font-size: var(--note); }
.facts dt { font-size: var(--small); color: var(--soft); }
.totals { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin-top: 1.2rem; }
.total-fail { color: var(--fail); font-weight: 650; }
.total-warn { color: var(--warn); font-weight: 650; }
.contents ul { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin-top: 1rem; }
.contents a { display: inline-block; padding-block: .3rem; }

.strip { display: flex; flex-wrap: wrap; gap: .3rem; margin-top: 1.5rem; }
.cell { --ink: var(--soft); display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: var(--round); border: 1.5px solid var(--ink); color: var(--ink); background: var(--card); font-size: .8125rem; font-weight: 700; line-height: 1; text-decoration: none; font-variant-emoji: text; }
.cell:hover { box-shadow: 0 0 0 2px var(--ink); }
.cell-fail { --ink: var(--fail); }
.cell-warn, .cell-inconclusive { --ink: var(--warn); }
.cell-pass { --ink: var(--pass); }
.cell-note { --ink: var(--accent); }
.cell-fail, .cell-warn { background: var(--ink); color: var(--card); }
.cell-not-applicable { border-style: dotted; }
.cell[aria-current] { outline: 3px solid var(--text); outline-offset: 2px; }

.rules thead th:last-child { width: 46%; }
.rules tbody tr:target, .rules tbody tr:target th { background: var(--accent-wash); }
.rule-number { color: var(--soft); font-size: var(--small); white-space: nowrap; }
.rule-title { display: block; }
.rule-title + code { display: block; color: var(--soft); font-weight: 400; }
.sources td { white-space: nowrap; }
.sources td .reason { white-space: normal; max-width: 14rem; }
.change { margin-top: 1.2rem; }
.change h3 { font-size: 1rem; }
.change-new h3 { color: var(--fail); }
.change-fixed h3 { color: var(--pass); }
.change-not-looked-at h3 { color: var(--warn); }
.change li { padding-top: .2rem; }
.missed { margin-top: 1.4rem; }
.missed h3 { font-size: 1rem; }
.missed li { color: var(--soft); padding-top: .2rem; }
.page-foot { margin-top: 4rem; padding-block: 1.5rem 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: var(--note); }
.page-foot code { color: var(--text); }
@media (max-width: 34rem) {
  .rules thead { display: none; }
  .rules tr { display: block; border-top: 1px solid var(--line); padding-block: .7rem; }
  .rules th, .rules td { display: block; border: 0; padding: 0; }
  .rules td { margin-top: .3rem; }
}
`;
