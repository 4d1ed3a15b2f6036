/** Findings: the facts at the side, what is wrong, the line of source, the remedy, the evidence. */
export const findings = `
.finding { display: grid; grid-template-columns: minmax(0, 1fr); gap: .4rem 2.5rem; padding-block: 1.7rem 2.4rem; border-top: 1px solid var(--line); }
.finding:first-of-type { border-top: 2px solid var(--text); }
.finding-facts { display: flex; flex-wrap: wrap; gap: .1rem 1rem; color: var(--soft); font-size: var(--note); align-items: baseline; }
.finding-body { padding-top: .9rem; }
.finding-body > * + * { margin-top: 1.1rem; }
.finding-body + .finding-body { border-top: 1px dotted var(--line); margin-top: 1.6rem; padding-top: 1.6rem; }
.subject { font-weight: 600; font-size: 1rem; letter-spacing: 0; }
.baselined { color: var(--soft); }
.fix { background: var(--accent-wash); border-radius: var(--round); padding: 1rem 1.1rem 1.1rem; }
.fix > * + * { margin-top: .6rem; }
.fix + .fix { margin-top: 1rem; }
.fix h4 { color: var(--accent); }
.fix h3 { font: 600 1rem/1.5 var(--mono); letter-spacing: 0; }
.fix pre, .exchange pre { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .8rem 1rem; font-size: var(--small); line-height: 1.55; tab-size: 2; }
.recipe figcaption { font-size: var(--note); color: var(--soft); margin-bottom: .4rem; }
.stack { font-size: var(--note); }
.alternative + .alternative { margin-top: 1rem; }
.why { margin-top: 1.6rem; font-size: var(--note); }
.why p { color: var(--soft); }
.standards { display: flex; flex-wrap: wrap; gap: .3rem .5rem; margin-block: .5rem; font-size: var(--small); }
.standards + .prose { margin-top: 1rem; }
.standards li { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem; background: var(--card); }
.source figcaption { font-size: var(--note); color: var(--soft); margin-bottom: .3rem; }
.source pre { background: var(--sunk); border-radius: var(--round); padding: .75rem 1rem; white-space: pre-wrap; font-size: var(--small); }
.source + .source { margin-top: .7rem; }
.probes tbody th, .probes thead th:first-child { width: 50%; }
.probes tbody th code { display: block; font-weight: 400; color: var(--soft); }
.outcome { font-weight: 600; }
.evidence dl { font-size: var(--note); }
.evidence dl > div { display: grid; grid-template-columns: minmax(6rem, 14rem) 1fr; gap: 0 1rem; padding-block: .15rem; }
.evidence dt { color: var(--soft); }
.exchange > * + * { margin-top: .4rem; }
.exchange pre { background: var(--sunk); border: 0; white-space: pre-wrap; }
.exchange pre + pre { margin-top: .4rem; }
@media (min-width: 52rem) {
  .finding { grid-template-columns: 11rem minmax(0, 1fr); }
  .finding-facts { grid-row: 1 / span 2; flex-direction: column; align-items: flex-start; padding-top: .1rem; }
}
@media (max-width: 34rem) {
  .evidence dl > div { grid-template-columns: 1fr; padding-block: .3rem; }
}
`;
