import { describe, expect, it } from 'vitest';
import { scriptOf } from '../testing/script.ts';
import type { Closure } from './code.ts';
import { Leads } from './leads.ts';
import { Frame, Scope } from './scope.ts';
import { Obj } from './values.ts';

const script = scriptOf('');

function closure(name: string, around: Closure | null): Closure {
  const code = around === null ? null : new Obj('function', null, around);
  const scope = new Scope(null, new Frame({ script, thisValue: undefined, function: code }));
  const [node = null] = scriptOf(`function ${name}() {}`).program.body;
  if (node?.type !== 'FunctionDeclaration') throw new Error(`no function ${name}`);
  return { type: 'closure', node, classNode: null, scope, script, home: null };
}

function namesOf(leads: Leads): unknown[] {
  return leads.take().map(({ node }) => ('id' in node ? node.id?.name : null));
}

describe('what leads to a socket', () => {
  it('is what runs, and what stands around it, each once', () => {
    const leads = new Leads();
    const [outer, caller] = [closure('outer', null), closure('caller', null)];
    const inner = closure('inner', outer);
    leads.entered(caller);
    leads.entered(inner);
    leads.note();
    expect(namesOf(leads)).toEqual(['caller', 'inner', 'outer']);
    leads.note();
    expect(namesOf(leads)).toEqual([]);
  });

  it('is told with the function in whose code it stands', () => {
    const leads = new Leads();
    const outer = closure('outer', null);
    leads.entered(closure('inner', outer));
    leads.note();
    expect(leads.take().map(({ within }) => within)).toEqual([outer.node, null]);
  });

  it('is not what has ended', () => {
    const leads = new Leads();
    leads.entered(closure('first', null));
    leads.entered(closure('second', null));
    leads.left();
    leads.note();
    expect(namesOf(leads)).toEqual(['first']);
  });

  it('is the innermost calls, where there are many', () => {
    const leads = new Leads();
    for (let count = 0; count < 40; count += 1) leads.entered(closure(`f${count}`, null));
    leads.note();
    expect(namesOf(leads)).toEqual(Array.from({ length: 12 }, (_, index) => `f${index + 28}`));
  });

  it('is nothing outside of functions', () => {
    const leads = new Leads();
    leads.note();
    expect(leads.take()).toEqual([]);
  });
});
