import { forms } from './forms.ts';
import { history } from './history.ts';
import { progress } from './progress.ts';

const frame = `
.skip { position: absolute; left: var(--edge); top: -4rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.skip:focus { top: .5rem; }
.masthead { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .2rem 2rem; padding: .9rem var(--edge); border-bottom: 1px solid var(--line); background: var(--card); }
.masthead nav { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem 1.5rem; font-size: var(--note); }
.masthead nav a { padding-block: .3rem; }
.wordmark { font: 700 1.25rem/1.4 var(--mono); letter-spacing: -.04em; color: var(--text); text-decoration: none; }
.wordmark span { color: var(--accent); }
main { min-height: 60vh; }
.band { background: var(--card); border-bottom: 1px solid var(--line); padding-block: clamp(2rem, 6vw, 4rem) clamp(1.75rem, 5vw, 3rem); }
.band h1 + .lead { margin-top: .8rem; }
.lead { font-size: var(--lead); line-height: 1.5; max-width: 60ch; }
.back { display: inline-block; margin-bottom: 1rem; font-size: var(--note); }
.place { color: var(--soft); font-size: var(--note); margin-bottom: .4rem; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .8rem 1.2rem; padding-top: 1.4rem; }
.since { padding-top: 1.4rem; }
.since strong { font-weight: 650; }
.todo li { display: grid; grid-template-columns: 8.5rem 1fr; gap: .1rem 1.5rem; padding-block: .8rem; border-top: 1px solid var(--line); }
.todo .label { grid-row: 1 / span 2; }
.todo a { font-weight: 600; }
.todo p { color: var(--soft); font-size: var(--note); }
.lookalike { border-left: 4px solid var(--warn); background: var(--warn-wash); padding: .7rem 1rem; margin-top: 1rem; }
.links { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
.links a { padding-block: .2rem; }
.scans td { white-space: nowrap; }
.scans th code { overflow-wrap: anywhere; }
.turn { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; margin-top: 3.5rem; padding-block: 1rem; border-top: 1px solid var(--line); }
.turn a { max-width: 30rem; }
.turn .next { margin-left: auto; text-align: right; }
.turn span { display: block; font-size: var(--small); color: var(--soft); }
.prose > * + * { margin-top: .8rem; }
.prose h3 { margin-top: 1.8rem; }
.prose ul { list-style: disc; padding-left: 1.3rem; max-width: 66ch; }
.prose li + li { margin-top: .3rem; }
.prose pre { background: var(--sunk); border-radius: var(--round); padding: .8rem 1rem; font-size: var(--small); line-height: 1.55; tab-size: 2; }
.prose .wrapped { white-space: pre-wrap; overflow-wrap: anywhere; }
.prose table { max-width: 46rem; }
.api table { table-layout: fixed; }
.api th:first-child { width: 38%; }
.api th:nth-child(2) { width: 26%; }
.prose th, .prose td { overflow-wrap: break-word; }
.stacks { font-size: var(--note); }
.stacks + .prose { margin-top: 1rem; }
.part + .more { margin-top: 2rem; }
.again { background: var(--accent-wash); border-radius: var(--round); padding: 1.4rem 1.5rem; margin-top: 1rem; }
.again p + form { margin-top: 1rem; }
section.again-section { padding-top: 3rem; }
@media (max-width: 34rem) {
  .todo li { grid-template-columns: 1fr; }
  .todo .label { grid-row: auto; }
  .scans thead, .api thead { display: none; }
  .api tr { display: block; border-top: 1px solid var(--line); padding-block: .5rem; }
  .api tr th:first-child, .api tr td { display: block; width: auto; border: 0; padding: 0; }
  .scans tr { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; border-top: 1px solid var(--line); padding-block: .7rem; }
  .scans th, .scans td { border: 0; padding: 0; }
  .scans th { flex-basis: 100%; }
}
`;

/** Last of all: it takes away what the others have laid out. */
const print = `
@media print {
  .masthead nav, .skip, .actions, .turn, .again-section, .band form, .compare-form, .back { display: none; }
  .band { background: none; padding-block: 1rem; }
  .masthead { padding-inline: 0; border: 0; background: none; }
}
`;

/** What the server's pages need beside the report's own style. */
export const pageStyle = [frame, forms, progress, history, print].join('');
