import type { Finding } from '../../report.ts';
import { visible } from '../escape.ts';
import { commandLines, isMasked, proofOf } from '../proof.ts';
import { paragraph, type Layout } from './layout.ts';

/**
 * How to see one of a rule's findings for oneself. The commands of the others differ in little more than the URL:
 * the first stands for all, and says where theirs are.
 */
export function groupProofLines(findings: readonly Finding[], index: number, layout: Layout): string[] {
  const proven = findings.filter((finding) => proofOf(finding)?.curl != null);
  const proof = findings[index] === proven[0] && proven[0] ? proofOf(proven[0]) : null;
  if (proof?.curl == null) return [];
  const blanks = isMasked(proof.curl) ? ' (with your own values in the place of ***)' : '';
  const elsewhere = [
    ...(proof.page === null ? [] : ['A page that shows it in a browser: --format html or json']),
    ...(proven.length > 1 ? ['The commands for the endpoints below: --format markdown'] : []),
  ];
  // The command is there to be copied: broken only where a shell lets it be.
  return [
    '',
    ...paragraph(`See for yourself${blanks}:`, layout, { first: 2 }),
    ...commandLines(visible(proof.curl), Math.max(layout.width, 60) - 4).map((line) => `    ${line}`),
    ...elsewhere.flatMap((text) => paragraph(text, layout, { first: 2 }, layout.colors.dim)),
  ];
}
