import { describe, expect, test } from 'vitest';
import { readDocument } from './html.ts';

const tooManyUrls = 'the markup holds more WebSocket URLs than are listed';
const tooManyElements = 'the document has more elements than are kept';

/** Counts of what a hostile document yields, and the CPU it took. */
function cost(text: string) {
  const started = process.cpuUsage();
  const { facts, elements, references, nested, problems } = readDocument({ url: 'https://shop.test/', text });
  const cpuMs = process.cpuUsage(started).user / 1000;
  const counts = {
    scripts: facts.scripts.length,
    references: references.length,
    nested: nested.length,
    problems,
  };
  return { counts, elements: elements.list.length, cpuMs };
}

const none = { scripts: 0, references: 0, nested: 0, problems: [] };

describe('hostile markup', () => {
  test.each([
    ['nothing', '', none],
    ['100 000 nested elements', '<div>'.repeat(100_000), { ...none, problems: [tooManyElements] }],
    ['a script under 90 000 elements', `${'<i>'.repeat(90_000)}<script>a</script>`, { ...none, scripts: 1 }],
    ['20 000 nested templates', `${'<template>'.repeat(20_000)}<script>a</script>`, none],
    [
      '50 000 attributes',
      `<p ${Array.from({ length: 50_000 }, (_, index) => `a${index}=b`).join(' ')}>`,
      none,
    ],
    [
      '50 000 attributes with URLs',
      `<p ${Array.from({ length: 50_000 }, (_, index) => `a${index}=ws://h${index}.test`).join(' ')}>`,
      { ...none, references: 5000, problems: [tooManyUrls] },
    ],
    ['300 000 comment openings', '<!--'.repeat(300_000), none],
    ['an unclosed script of 2 MB', `<script>${'a'.repeat(2_000_000)}`, none],
    ['50 000 scripts', '<script>a</script>'.repeat(50_000), { ...none, scripts: 50_000 }],
    ['50 000 handlers', '<i onclick=a>'.repeat(50_000), { ...none, scripts: 50_000 }],
    [
      'a megabyte of ampersands',
      `<p a="${'&'.repeat(500_000)} ws://a.test">${'&'.repeat(500_000)}`,
      { ...none, references: 1 },
    ],
    [
      'entities before each URL',
      `<p a="${'&quot;ws://a.test&quot; '.repeat(50_000)}">`,
      { ...none, references: 1000, problems: [tooManyUrls] },
    ],
    ['formatting elements left open', '<b a=ws://a.test><p>'.repeat(3000), { ...none, references: 3000 }],
    [
      '1000 frames within frames',
      '<iframe srcdoc="&lt;iframe srcdoc=x>">'.repeat(1000),
      { ...none, nested: 1 },
    ],
    ['frames', '<iframe srcdoc="&lt;p>"></iframe>'.repeat(1000), { ...none, nested: 1000 }],
    ['select and tables', '<select><table><tr><td><select>'.repeat(5000), none],
    [
      'NULs',
      `\u0000<p data-\u0000="ws://a\u0000.test">\u0000<script>\u0000</script>`,
      { ...none, scripts: 1, references: 1 },
    ],
    [
      'lone surrogates',
      '\uD800<p data-\uDC00="ws://a.test/\uD800">\uDFFF<script>\uD800</script>',
      { ...none, scripts: 1, references: 1 },
    ],
    ['bidirectional controls', '<p data-x="\u202Ews://a.test/\u2066">\u202E', { ...none, references: 1 }],
  ])('%s', (_, text, counts) => {
    const spent = cost(text);
    expect(spent.counts).toEqual(counts);
    expect(spent.cpuMs).toBeLessThan(5000);
  });

  test('no more elements are kept than are said to be', () => {
    expect(cost('<p>'.repeat(120_000)).elements).toBe(100_000);
  });
});
