import { describe, expect, test } from 'vitest';
import { formatIds, loadFormat } from './formats.ts';
import type { RenderContext } from './format.ts';
import { hostileReport } from './testing/hostile.ts';
import { errorReport, failReport, noSocketReport, passReport, warnReport } from './testing/reports.ts';

const context: RenderContext = { color: false, width: 80, command: 'wssure https://shop.test/' };
const reports = {
  fail: failReport,
  warn: warnReport,
  pass: passReport,
  'no-socket': noSocketReport,
  error: errorReport,
  hostile: hostileReport,
};

/** Whole outputs, to be read when they change: `vitest run -u` writes them anew. */
describe.each(formatIds)('%s', (id) => {
  test.each(Object.entries(reports))('%s', async (name, report) => {
    const format = await loadFormat(id);
    await expect(format.render(report, context)).toMatchFileSnapshot(`golden/${name}.${format.extension}`);
  });
});

describe('terminal', () => {
  test.each([
    ['fail-40', { ...context, width: 40 }],
    ['fail-200', { ...context, width: 200 }],
    ['fail-colour', { ...context, color: true }],
    ['fail-quiet', { ...context, quiet: true }],
  ])('%s', async (name, variant) => {
    const { render } = await loadFormat('terminal');
    await expect(render(failReport, variant)).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});
