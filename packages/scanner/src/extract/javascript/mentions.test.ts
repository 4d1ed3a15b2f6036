import { describe, expect, it } from 'vitest';
import { scriptOf } from '../testing/script.ts';
import { mentionsOf, usesWithin } from './mentions.ts';
import type { Script } from './script.ts';

function scriptsOf(...texts: string[]): Script[] {
  return texts.map(scriptOf);
}

function placesOf(all: readonly Script[], ...names: string[]): (readonly number[] | undefined)[] {
  const found = mentionsOf(all, new Set(names));
  return all.map((script) => found.get(script));
}

describe('where scripts speak of names', () => {
  it('is told by script, ascending', () => {
    const all = scriptsOf('open(); dial()', 'none', 'dial(open)');
    expect(placesOf(all, 'dial', 'open')).toEqual([[0, 8], undefined, [0, 5]]);
  });

  it('is not within longer names', () => {
    expect(placesOf(scriptsOf('redial(); dial$(); a.dial; _dial'), 'dial')).toEqual([[21]]);
  });

  it('takes names with a dollar sign as they are', () => {
    expect(placesOf(scriptsOf('$io(); io$x'), '$io')).toEqual([[0]]);
  });

  it('leaves out a name that is everywhere, and keeps the rare ones', () => {
    const everywhere = 'start();'.repeat(500);
    expect(placesOf(scriptsOf(`${everywhere}dial()`), 'start', 'dial')).toEqual([[everywhere.length]]);
  });

  it('is nowhere for no names', () => {
    expect(placesOf(scriptsOf('dial()'))).toEqual([undefined]);
  });
});

describe('where code uses a name that minifiers give', () => {
  const text = 'n(0); function f() { n(1); on(n, 2); a.n(3); n = 4; g( n ) }';
  const script = scriptOf(text);
  const [, inner = script.program] = script.program.body;

  it('is where it calls it or passes it on, within a node', () => {
    expect(usesWithin(script, script.program, new Set(['n']))).toEqual([0, 21, 30, 55]);
    expect(usesWithin(script, inner, new Set(['n', 'g']))).toEqual([21, 30, 52, 55]);
  });

  it('is nowhere for a name that is everywhere', () => {
    const everywhere = scriptOf(`${'n();'.repeat(50)}e()`);
    expect(usesWithin(everywhere, everywhere.program, new Set(['n', 'e']))).toEqual([200]);
  });
});
