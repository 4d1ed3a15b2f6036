/** The bench's result as Markdown, for the terminal and for docs/accuracy.md. */
import { precision, recall, total, type Count, type Difference } from './score.ts';

export interface ToolResult {
  readonly name: string;
  readonly endpoints: Count;
  readonly plaintextFails: Count;
  /** `plaintext-*` findings, each with its rule; null for a tool without rules. */
  readonly findings: Count | null;
}

export interface PageResult {
  readonly id: string;
  readonly family: string;
  readonly endpoints: Difference;
  readonly findings: Difference;
  readonly connects: number;
  readonly unresolved: readonly string[];
  readonly error: string | null;
}

export function toolTable(tools: readonly ToolResult[]): string {
  return table(
    [
      '',
      'endpoints: recall',
      'precision',
      'plaintext URLs that fail: recall',
      'precision',
      '`plaintext-*` by rule: recall',
      'precision',
    ],
    tools.map(({ name, endpoints, plaintextFails, findings }) => [
      name,
      ...ratios(endpoints),
      ...ratios(plaintextFails),
      ...(findings ? ratios(findings) : ['–', '–']),
    ]),
  );
}

export function familyTable(pages: readonly PageResult[]): string {
  const families = [...new Set(pages.map(({ family }) => family))];
  return table(
    [
      'family',
      'pages',
      'endpoints',
      'recall',
      'precision',
      '`plaintext-*`',
      'recall',
      'precision',
      'unresolved',
    ],
    [
      ...families.map((family) =>
        familyRow(
          family,
          pages.filter((page) => page.family === family),
        ),
      ),
      familyRow('**all**', pages),
    ],
  );
}

/** Every miss and every false alarm, page by page. */
export function differenceList(pages: readonly PageResult[]): string {
  const lines = pages.flatMap(({ id, endpoints, findings, error }) => [
    ...(error === null ? [] : [`- \`${id}\` could not be scanned: ${error}`]),
    ...endpoints.missed.map((url) => `- \`${id}\` missed \`${url}\``),
    ...endpoints.invented.map((url) => `- \`${id}\` invented \`${url}\``),
    ...findings.missed.map((key) => `- \`${id}\` missed \`${key}\``),
    ...findings.invented.map((key) => `- \`${id}\` false alarm \`${key}\``),
  ]);
  return lines.length === 0 ? 'None.' : lines.join('\n');
}

export function unresolvedShare(pages: readonly PageResult[]): number {
  const connects = pages.reduce((all, page) => all + page.connects, 0);
  const unresolved = pages.reduce((all, page) => all + page.unresolved.length, 0);
  return connects === 0 ? 0 : unresolved / connects;
}

function familyRow(name: string, pages: readonly PageResult[]): string[] {
  const endpoints = total(pages.map((page) => page.endpoints));
  const findings = total(pages.map((page) => page.findings));
  return [
    name,
    String(pages.length),
    String(endpoints.expected),
    ...ratios(endpoints),
    String(findings.expected),
    ...ratios(findings),
    `${(100 * unresolvedShare(pages)).toFixed(1)} %`,
  ];
}

function ratios(count: Count): string[] {
  return [recall(count).toFixed(3), precision(count).toFixed(3)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}
