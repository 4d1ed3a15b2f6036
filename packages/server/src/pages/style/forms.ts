/** Fields and buttons. Buttons are at least 44 px high: they are pressed by thumbs. */
export const forms = `
button, input, select { font: inherit; color: inherit; }
button { min-height: 2.75rem; padding: .5rem 1.4rem; border: 0; border-radius: var(--round); background: var(--accent); color: var(--card); font-weight: 650; cursor: pointer; }
button:hover { background: color-mix(in srgb, var(--accent), var(--text) 22%); }
button.quiet { min-height: 0; padding: .3rem 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: .2em; }
button.second { background: none; color: var(--accent); box-shadow: inset 0 0 0 1.5px var(--accent); }
input, select { min-height: 2.75rem; padding: .45rem .9rem; border: 1.5px solid var(--soft); border-radius: var(--round); background: var(--paper); width: 100%; }
input[aria-invalid] { border-color: var(--fail); }
label { display: block; font-weight: 600; font-size: var(--note); margin-bottom: .35rem; }
.ask { display: grid; gap: .8rem; margin-top: 1.8rem; max-width: 46rem; }
.ask-row { display: grid; gap: .6rem; }
.hint { font-size: var(--note); color: var(--soft); }
.problem { border-left: 4px solid var(--fail); background: var(--fail-wash); padding: .7rem 1rem; }
.problem li + li { margin-top: .3rem; }
.ask details > div { display: grid; gap: .8rem 1.2rem; padding-top: .4rem; }
@media (min-width: 40rem) {
  .ask-row { grid-template-columns: 1fr auto; }
  .ask details > div { grid-template-columns: repeat(3, 1fr); }
}
`;
