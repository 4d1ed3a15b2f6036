import type { VerdictCase } from './case.ts';
import { isRight, type Answer } from './judge.ts';

/** One server with what every run said of it; no answers where it is not installed. */
export interface Row {
  readonly server: VerdictCase;
  readonly answers: readonly Answer[];
}

/** Whether every run was right. */
export function allRight({ server, answers }: Row): boolean {
  return answers.every((answer) => isRight(server, answer));
}

/** How many servers of each family there are, and how many of them every run judged right. */
export function familyTable(rows: readonly Row[]): string {
  const families = [...new Set(rows.map(({ server }) => server.family))];
  const lines = families.map((family) => {
    const own = rows.filter(({ server }) => server.family === family);
    return `| ${family} | ${own.length} | ${own.filter(allRight).length} |`;
  });
  return ['| servers | judged | right in every run |', '| --- | ---: | ---: |', ...lines].join('\n');
}

/** Every server with the truth and what was said of it. */
export function caseTable(rows: readonly Row[]): string {
  const lines = rows.map(({ server, answers }) =>
    [
      `${server.family}: ${server.name}`,
      `${words(server.policy, server.bypasses ?? [])}: ${server.because}`,
      saidOf(server, answers),
      (Math.max(...answers.map(({ ms }) => ms)) / 1_000).toFixed(1),
    ].map(cell),
  );
  return [
    '| server | truth | wssure | slowest run, s |',
    '| --- | --- | --- | ---: |',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

/** What went wrong, with wssure's own reason. */
export function missList(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ server, answers }) =>
    answers.flatMap((answer, run) =>
      isRight(server, answer)
        ? []
        : [
            `- ${server.family}: ${server.name} is ${words(server.policy, server.bypasses ?? [])}; run ${run + 1} said ${words(answer.policy, answer.bypasses)}: ${answer.reason}`,
          ],
    ),
  );
  return lines.join('\n') || 'None.';
}

function saidOf(server: VerdictCase, answers: readonly Answer[]): string {
  const wrong = answers.filter((answer) => !isRight(server, answer));
  if (wrong.length === 0) return `right, ${answers.length} of ${answers.length}`;
  return `wrong, ${wrong.length} of ${answers.length}: ${[...new Set(wrong.map((answer) => words(answer.policy, answer.bypasses)))].join('; ')}`;
}

function words(policy: string, bypasses: readonly string[]): string {
  return bypasses.length > 0 ? `${policy} (${bypasses.join(', ')})` : policy;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
