/** Text, links, code: what every page needs before it has anything of its own. */
export const base = `
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; color: var(--text); font: 400 1rem/1.6 var(--sans);
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
}
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, table, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; letter-spacing: -.014em; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.375rem); font-weight: 680; }
h2 { font-size: 1.4375rem; font-weight: 660; margin-bottom: 1.1rem; }
h3 { font-size: 1.125rem; font-weight: 650; }
h4 { font-size: var(--note); font-weight: 650; margin-bottom: .3rem; }
p { max-width: 68ch; text-wrap: pretty; }
code, pre { font-family: var(--mono); font-size: .875em; font-variant-ligatures: none; }
pre { overflow-x: auto; }
pre code { font-size: 1em; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: .08em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.seen-by-readers { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mark { margin-right: .4em; }
.soft { color: var(--soft); }
mark { background: var(--mark); color: inherit; border-radius: 2px; padding-block: .1em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
details > summary { cursor: pointer; color: var(--accent); font-size: var(--note); padding-block: .3rem; width: fit-content; }
details[open] > summary { margin-bottom: .4rem; }

.label { font-weight: 650; white-space: nowrap; }
.label-fail { color: var(--fail); }
.label-warn, .label-inconclusive { color: var(--warn); }
.label-note { color: var(--accent); }
.label-pass { color: var(--pass); }
.label-not-applicable { color: var(--soft); font-weight: 400; }

table { width: 100%; border-collapse: collapse; font-size: var(--note); }
caption { text-align: left; color: var(--soft); font-size: var(--small); padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1rem .55rem 0; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; vertical-align: bottom; color: var(--soft); font-size: var(--small); font-weight: 600; padding-block: .2rem; }
tbody th { font-weight: 500; }
.reason, .hash, .first-message { display: block; color: var(--soft); font-weight: 400; }
.reason { font-size: .875rem; }
.hash { font-size: .72rem; }
@media (max-width: 34rem) { th, td { padding-right: .6rem; } }
`;
