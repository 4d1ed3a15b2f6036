import type { Observation } from '../artifacts.ts';
import type { Remediation, ReportRecipe } from '../report.ts';
import { checksOrigin, originCaveat } from './caveats.ts';
import { fillRecipe, type Site } from './fill.ts';
import { proxies, remedies } from './list.ts';
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
  return {
    ...shown(best, sighting),
    guess: best.recognition?.certainty !== 'named',
    because: best.recognition
      ? `recognised by ${best.recognition.by}`
      : 'nothing in the answers tells which software gave them',
    ...(checksOrigin(best.recipe) && { caveat: originCaveat }),
    alternatives: others.filter((other) => mayBe(other, best)).map((other) => shown(other, sighting)),
  };
}

/** Whether a stack is worth naming beside the best: what only fits is out where the application has named itself. */
function mayBe({ remedy, recognition }: Candidate, best: Candidate): boolean {
  if (recognition?.certainty === 'named' || proxies.includes(remedy)) return true;
  return best.recognition?.certainty !== 'named' || proxies.includes(best.remedy);
}

function candidatesOf(remedy: Remedy, rule: string, sighting: Sighting): Candidate[] {
  const recipes = remedy.recipes.filter(({ fixes }) => fixes.includes(rule));
  if (recipes.length === 0) return [];
  const recognition = remedy.recognise(sighting);
  return recipes.map((recipe) => ({ remedy, recipe, recognition }));
}

function shown({ remedy, recipe }: Candidate, sighting: Sighting): ReportRecipe {
  const { id, title, place, language, code } = recipe;
  return {
    recipe: id,
    stack: remedy.name,
    title,
    place,
    language,
    code: fillRecipe(code, siteOf(recipe, sighting)),
    page: `docs/fixes/${remedy.id}.md`,
  };
}

/**
 * A list of origins names the page's; whatever else is said of the site is said of it once it has TLS.
 * SockJS' own part of the path is in its canonical form here, `libraries/sockjs.ts`.
 */
function siteOf(recipe: Recipe, { endpoint, page }: Sighting): Site {
  const { hostname: host, pathname } = new URL(endpoint.url);
  const path = pathname.replace(/\/000\/wssure00\/\w+$/, '');
  if (!checksOrigin(recipe)) return { origin: `https://${host}`, host, path };
  const control = endpoint.observations.find(isControl)?.origin;
  return { origin: control ?? (page ? new URL(page.url).origin : ''), host, path };
}

function isControl({ variant }: Observation): boolean {
  return variant === 'control';
}
