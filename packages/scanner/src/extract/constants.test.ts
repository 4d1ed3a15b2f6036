import { expect, test } from 'vitest';
import { analyse, told, withScript } from './testing/analyse.ts';

/** Found by comparing what the evaluator takes for constants with what Node computes (`npm run fuzz`). */
test.each([
  ['String(undefined)', 'undefined'],
  ['String()', ''],
  ['Number(undefined)', 'NaN'],
  ['Number()', '0'],
  ['[null, 1].join(null)', 'null1'],
  ['"12px".split(undefined, 0).length', '0'],
  ['"true".split("", "").length', '0'],
  ['"a,b,c".split(",", 2).join("-")', 'a-b'],
  ['String([location.hash ? null : null])', ''],
  ['Object.keys({ a: 1, b: 2 }).join()', 'a,b'],
  ['[1, NaN].includes(NaN)', 'true'],
  ['[1, NaN].indexOf(NaN)', '-1'],
  ['new Map([["a", 1]]).set("b", 2).size', '2'],
  ['new Set([1, 2, 2]).size', '2'],
])('%s is %s', async (expression, value) => {
  const { references } = await analyse(
    withScript(`new WebSocket('wss://h.example/' + (${expression}) + '!')`),
  );
  expect(references.map(told)).toEqual([`connects wss://h.example/${value}!`]);
});

test.each([
  'Object("text").length',
  'Object.keys("text").length',
  '({ ...Object("text") })[0]',
  'Object.keys(({}).__proto__).join()',
  '[unknown, "x"].flat()[1]',
  '[].concat(unknown, "x")[1]',
  '[unknown].flat().length',
])('%s is not known, rather than wrong', async (expression) => {
  const script = `const unknown = load(); new WebSocket('wss://h.example/' + ${expression})`;
  const { references } = await analyse(withScript(script));
  expect(references.filter(({ role }) => role === 'connects').map(({ url }) => url)).not.toContain(
    'wss://h.example/x',
  );
  expect(references.every(({ url }) => url === null || url === 'wss://h.example/')).toBe(true);
});

test.each(['+a', 'String(a)', 'a.constructor', 'a.valueOf()', 'document.createElement("constructor").src'])(
  '%s of an element is followed without a mistake',
  async (expression) => {
    const { references, problems } = await analyse(
      `<div id=a></div><constructor id=b></constructor><script>${expression}; new WebSocket('/live')</script>`,
    );
    expect([references.map(told), problems]).toEqual([['connects wss://shop.example/live'], []]);
  },
);
