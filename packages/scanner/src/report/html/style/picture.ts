/** The picture of an endpoint: cards on a wire, and a branch for each Origin. Down a phone, across a desk. */
export const picture = `
.endpoint { border-top: 1px solid var(--line); padding-block: 1.7rem 2.2rem; }
.endpoint:first-of-type { border-top: 2px solid var(--text); }
.endpoint > * + * { margin-top: .7rem; }
.endpoint-facts { color: var(--soft); font-size: var(--note); margin-top: .2rem; }
.policy-missing, .policy-weak { color: var(--fail); }
.policy-enforced, .policy-token-gated { color: var(--pass); }
.policy-undetermined { color: var(--warn); }

ol.picture { --gap: 1.75rem; --wire: var(--accent); display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--gap); margin-block: 1.3rem; }
.step { position: relative; min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .65rem .75rem .75rem; }
.step code { font-size: .75rem; }
.step-name { display: block; font-size: var(--small); color: var(--soft); }
.step-body > * { display: block; }
.step-body > code + code { margin-top: .35rem; }
.step + .step::before { content: ""; position: absolute; left: 1.4rem; top: calc(-1 * var(--gap)); height: var(--gap); border-left: 2px solid var(--wire); }
.step + .step::after { content: ""; position: absolute; left: calc(1.4rem - 3px); top: -8px; border: 4px solid transparent; border-top: 8px solid var(--wire); border-bottom: 0; }
.step-origins { background: none; border: 0; padding: 0 0 0 1.4rem; }
.step-origins .step-name { padding-left: 1.1rem; }
.step-origins::after { display: none; }
.step + .step-origins::before { height: calc(var(--gap) + 1.4rem); }
.lanes { border-left: 2px solid var(--wire); }
.step-origins > .step-body > span { padding-left: 1.1rem; }
.lane { --ink: var(--soft); position: relative; padding: .45rem 0 .45rem 3.4rem; }
.lane::before { content: ""; position: absolute; left: 0; top: 1.25rem; width: 1.6rem; border-top: 2px solid var(--ink); }
.lane-mark { position: absolute; left: 1.6rem; top: calc(1.25rem - .65rem + 1px); display: grid; place-items: center; width: 1.3rem; height: 1.3rem; border-radius: 50%; border: 2px solid var(--ink); color: var(--ink); background: var(--paper); font-size: .6875rem; line-height: 1; font-weight: 700; font-variant-emoji: text; }
.lane-who { display: block; font-weight: 600; line-height: 1.6; }
.lane code { display: block; color: var(--soft); }
.lane-got { display: block; font-size: var(--note); color: var(--ink); }
.lane-own { --ink: var(--accent); }
.lane-good { --ink: var(--pass); }
.lane-bad { --ink: var(--fail); }
.lane-good::before { border-top-style: dashed; }
.lane-bad .lane-mark { background: var(--ink); color: var(--card); }
.lane-bad .lane-got { font-weight: 600; }
@media (min-width: 52rem), print {
  ol.picture { --gap: 2.25rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr) minmax(0, 1.2fr) minmax(0, 1.5fr); align-items: center; }
  .step + .step::before, .step + .step-origins::before { left: calc(-1 * var(--gap) - 1px); top: calc(50% - 1px); width: var(--gap); height: 0; border-left: 0; border-top: 2px solid var(--wire); }
  .step + .step::after { left: -9px; top: calc(50% - 4px); border: 4px solid transparent; border-left: 8px solid var(--wire); border-right: 0; }
  .step-origins { padding-left: 0; }
  .step-origins .step-name { position: absolute; bottom: 100%; padding-left: 1.1rem; }
}
`;
