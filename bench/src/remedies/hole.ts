import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program, RemedyCase } from './case.ts';

const programs = fileURLToPath(new URL('../../remedies', import.meta.url));

// From a line that says <recipe> to a line that says </recipe>, in whatever a comment is there.
const hole = /^([ \t]*)[^\n]*<recipe>[^\n]*\n([^]*?)^[^\n]*<\/recipe>[^\n]*\n?/m;

/** The program as it stands: vulnerable code is in its hole. */
export function vulnerable({ recipe, program }: RemedyCase): Program {
  const text = readFileSync(join(programs, recipe, program), 'utf8');
  if (text.split('<recipe>').length !== 2 || !hole.test(text))
    throw new Error(`bench/remedies/${recipe}/${program} needs one hole, from <recipe> to </recipe>`);
  return { name: program, text, run: `${recipe}-before` };
}

/** The program with a recipe's code in its hole, every line indented as the hole is. */
export function repaired(one: RemedyCase, code: string): Program {
  const { name, text } = vulnerable(one);
  const filled = text.replace(hole, (_, indent: string) => code.replace(/^(?=.)/gm, indent));
  return { name, text: filled, run: `${one.recipe}-after` };
}
