import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionsAround, visitAround } from './around.ts';
import { childrenOf, parseScript } from './parse.ts';
import { endOf, startOf } from './syntax.ts';
import type { Node, Program } from './syntax.ts';

function programOf(text: string): Program {
  const parsed = parseScript(text, 'script');
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.program;
}

/** The types of the nodes that are visited, with that of the node around each. */
function visited(text: string, mark: string): string[] {
  const places = Array.from(text.matchAll(new RegExp(mark, 'g')), ({ index }) => index);
  const seen: string[] = [];
  visitAround<Node>(programOf(text), places, (node, around) => {
    seen.push(`${around?.type ?? '-'} > ${node.type}`);
    return node;
  });
  return seen;
}

function everyNode(program: Program): Node[] {
  const nodes: Node[] = [program];
  for (let index = 0; index < nodes.length; index += 1) nodes.push(...childrenOf(nodes[index] ?? program));
  return nodes;
}

describe('the nodes around places', () => {
  it.each([
    ['no place', 'a; b', 'x', []],
    [
      'one place',
      'a(1); b(2)',
      '2',
      [
        '- > Program',
        'Program > ExpressionStatement',
        'ExpressionStatement > CallExpression',
        'CallExpression > Literal',
      ],
    ],
    [
      'two places in source order, and nothing between them',
      '[9, 1, 9]',
      '9',
      [
        '- > Program',
        'Program > ExpressionStatement',
        'ExpressionStatement > ArrayExpression',
        'ArrayExpression > Literal',
        'ArrayExpression > Literal',
      ],
    ],
    ['a place outside of every statement', '/* 7 */ a', '7', ['- > Program']],
  ])('%s', (_, text, mark, expected) => {
    expect(visited(text, mark)).toEqual(expected);
  });

  it('are those whose range a place is in', () => {
    const text = `import { a } from 'b'; export class A extends B { static #x = \`1\${2}3\`; get y() { return this?.[4] } }
      for (const { c = 5, ...d } of e) label: switch (f) { case 6: try { new G(...h) } catch { async () => await i } }`;
    const program = programOf(text);
    const all = everyNode(program);
    assert(
      property(array(nat(text.length), { maxLength: 4 }), (places) => {
        const sorted = places.toSorted((a, b) => a - b);
        const seen: Node[] = [];
        visitAround(program, sorted, (node) => seen.push(node));
        const expected = all.filter((node) =>
          sorted.some((place) => startOf(node) <= place && place < endOf(node)),
        );
        expect(new Set(seen)).toEqual(new Set(expected));
      }),
    );
  });

  it('of a sum of a hundred thousand terms take no stack', () => {
    expect(visited(`9${' + 1'.repeat(100_000)}`, '9')).toHaveLength(100_003);
  });
});

describe('the functions around places', () => {
  it('are told outer before inner, classes included', () => {
    const text = 'function a() { return () => 1 } class B { c() { 1 } } function d() {}';
    const places = Array.from(text.matchAll(/1/g), ({ index }) => index);
    const starts = functionsAround(programOf(text), places).map((node) =>
      text.slice(startOf(node)).slice(0, 9),
    );
    expect(starts).toEqual(['function ', '() => 1 }', 'class B {', '() { 1 } ']);
  });
});
