/** On paper nothing is folded, and nothing is cut through that belongs together. */
export const print = `
@media print {
  @page { margin: 16mm 15mm; }
  html { font-size: 9.5pt; }
  .contents { display: none; }
  .report > :not(.part), .report > .part > *, .page-foot { padding-inline: 0; }
  .report > .verdict, .report > .part > .verdict { padding-inline: 1rem; }
  section { padding-top: 1.6rem; }
  .picture, .fix, .step, tr, .source { break-inside: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
  .verdict, .seal, .cell, .lane, .lane-mark, mark, .fix { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
  details::details-content { display: block; content-visibility: visible; height: auto; }
  pre { white-space: pre-wrap; }
}
`;
