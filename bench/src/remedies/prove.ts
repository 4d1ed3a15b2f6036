import type { Finding, Report, ReportRecipe } from 'wssure';
import { NotInstalled } from '../verdicts/case.ts';
import type { RemedyCase } from './case.ts';
import { repaired, vulnerable } from './hole.ts';
import { look } from './look.ts';

/** What became of one recipe: shown in the first report, applied, looked at again. */
export interface Proof {
  readonly version: string;
  readonly before: Report['verdict'] | 'not run';
  readonly after: Report['verdict'] | 'not run';
  /** Whether the first report named the stack, guessed it, or listed it among others. */
  readonly shown: 'named' | 'guessed' | 'as an alternative' | 'no';
  /** What is wrong with the row; empty where the recipe is proved. */
  readonly problems: readonly string[];
}

/** Proves one recipe, or says what the machine lacks for it. */
export async function prove(one: RemedyCase): Promise<Proof | NotInstalled> {
  try {
    return await attempt(one, one.version());
  } catch (error) {
    if (error instanceof NotInstalled) return error;
    const problem = error instanceof Error ? error.message : String(error);
    return { version: '', before: 'not run', after: 'not run', shown: 'no', problems: [problem] };
  }
}

async function attempt(one: RemedyCase, version: string): Promise<Proof> {
  const first = await look(one, vulnerable(one));
  const rule = one.rule ?? 'origin-not-validated';
  const finding = first.findings.find((found) => found.rule === rule);
  const recipe = finding && shownIn(finding, one.recipe);
  const base = { version, before: first.verdict, shown: howShown(finding, one.recipe) };
  if (first.verdict !== 'fail' || !finding || !recipe) {
    const problems = [
      finding ? `the report does not show ${one.recipe}` : `${rule} does not fail before: ${told(first)}`,
    ];
    return { ...base, after: 'not run', problems };
  }
  // The very text of the report: what is shown is what is run.
  const second = await look(one, repaired(one, recipe.code), { fixed: true });
  const problems = second.verdict === 'pass' ? [] : [`after the fix: ${told(second)}`];
  return { ...base, after: second.verdict, problems };
}

function shownIn({ remediation }: Finding, recipe: string): Pick<ReportRecipe, 'code'> | undefined {
  const { code, alternatives = [] } = remediation;
  if (remediation.recipe === recipe && code !== undefined) return { code };
  return alternatives.find((other) => other.recipe === recipe);
}

function howShown(finding: Finding | undefined, recipe: string): Proof['shown'] {
  if (!finding || !shownIn(finding, recipe)) return 'no';
  if (finding.remediation.recipe !== recipe) return 'as an alternative';
  return finding.remediation.guess === true ? 'guessed' : 'named';
}

/** What a report holds against a site, and what it could not judge. */
function told({ error, findings, rules }: Report): string {
  if (error) return error.message;
  const held = findings.filter(({ level }) => level !== 'note').map(({ message }) => message);
  const open = rules
    .filter(({ outcome }) => outcome === 'inconclusive')
    .map(({ id, reason = '' }) => `${id}: ${reason}`);
  return [...held, ...open].join('; ') || 'nothing was found';
}
