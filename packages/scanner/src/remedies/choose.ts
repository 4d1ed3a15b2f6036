import type { Observation } from '../artifacts.ts';
import type { Remediation, ReportRecipe } from '../report.ts';
import { checksOrigin, originCaveat } from './caveats.ts';
import { fillRecipe, type Site } from './fill.ts';
import { remedies } from './list.ts';
import type { Recipe, Recognition, Remedy, Sighting } from './remedy.ts';

/** What is added to a finding's remediation. */
export type Choice = ReportRecipe &
  Required<Pick<Remediation, 'guess' | 'because' | 'alternatives'>> &
  Pick<Remediation, 'caveat'>;

interface Candidate {
  readonly remedy: Remedy;
  readonly recipe: Recipe;
  readonly recognition: Recognition | null;
}

/** What is shown where nothing tells the stack, and as a guess: the most used server library. */
const usual = 'node-ws';

/** Picks the recipe for a rule's finding by what was seen of the endpoint; null where none is for that rule. */
export function chooseRecipe(rule: string, sighting: Sighting): Choice | null {
  const candidates = remedies.flatMap((remedy) => candidatesOf(remedy, rule, sighting));
  const seen = ['named', 'fits'].flatMap((certainty) =>
    candidates.filter(({ recognition }) => recognition?.certainty === certainty),
  );
  const [best = candidates.find(({ remedy }) => remedy.id === usual) ?? candidates[0], ...others] = seen;
  if (!best) return null;
  const site = siteOf(sighting);
  return {
    ...shown(best, site),
    guess: best.recognition?.certainty !== 'named',
    because: best.recognition
      ? `recognised by ${best.recognition.by}`
      : 'nothing in the answers tells which software gave them',
    ...(checksOrigin(best.recipe) && { caveat: originCaveat }),
    alternatives: others.map((other) => shown(other, site)),
  };
}

function candidatesOf(remedy: Remedy, rule: string, sighting: Sighting): Candidate[] {
  const recipes = remedy.recipes.filter(({ fixes }) => fixes.includes(rule));
  if (recipes.length === 0) return [];
  const recognition = remedy.recognise(sighting);
  return recipes.map((recipe) => ({ remedy, recipe, recognition }));
}

function shown({ remedy, recipe }: Candidate, site: Site): ReportRecipe {
  const { id, title, place, language, code } = recipe;
  return {
    recipe: id,
    stack: remedy.name,
    title,
    place,
    language,
    code: fillRecipe(code, site),
    page: `docs/fixes/${remedy.id}.md`,
  };
}

function siteOf({ endpoint, page }: Sighting): Site {
  const control = endpoint.observations.find(isControl)?.origin;
  return {
    origin: control ?? (page ? new URL(page.url).origin : ''),
    host: new URL(endpoint.url).hostname,
  };
}

function isControl({ variant }: Observation): boolean {
  return variant === 'control';
}
