/** A running scan. Every row has its height before there is anything to say: nothing jumps while it runs. */
export const progress = `
.stages { display: grid; gap: 1.4rem; margin-top: 2rem; max-width: 46rem; }
.stage { display: grid; grid-template-columns: 1fr auto; gap: .2rem 1rem; }
.stage-name { font-weight: 650; }
.stage-count { color: var(--soft); font-size: var(--note); min-width: 6rem; text-align: right; }
.stage progress { grid-column: 1 / -1; width: 100%; height: .5rem; border: 0; border-radius: 1rem; overflow: hidden; appearance: none; background: var(--line); accent-color: var(--accent); }
.stage progress::-webkit-progress-bar { background: var(--line); }
.stage progress::-webkit-progress-value { background: var(--accent); transition: inline-size .2s; }
.stage progress::-moz-progress-bar { background: var(--accent); }
.stage-subject { grid-column: 1 / -1; color: var(--soft); font-size: var(--small); height: 1.6em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.state { min-height: 1.6em; margin-top: .7rem; }
@media (prefers-reduced-motion: reduce) { .stage progress::-webkit-progress-value { transition: none; } }
`;
