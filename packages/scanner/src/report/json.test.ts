import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { variantIds } from '../artifacts.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { hostileReport } from './testing/hostile.ts';
import { errorReport, failReport, noSocketReport, passReport, warnReport } from './testing/reports.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);
const context = { color: false, width: 80 };

describe('schema/report.schema.json', () => {
  test.each(
    Object.entries({ failReport, warnReport, passReport, noSocketReport, errorReport, hostileReport }),
  )('takes %s as it is written', (_, report) => {
    validate(JSON.parse(json.render(report, context)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ['a key of nobody', { ...failReport, extra: 1 }],
    ['an error without its reason', { ...errorReport, error: undefined }],
    ['a reason without an error', { ...passReport, error: errorReport.error }],
    [
      'a rule that is inconclusive for no reason',
      { ...failReport, rules: [{ id: 'a', outcome: 'inconclusive' }] },
    ],
    [
      'a source that was skipped for no reason',
      { ...failReport, sources: [{ ...failReport.sources[0], status: 'skipped' }] },
    ],
    ['another version', { ...failReport, schemaVersion: 2 }],
  ])('refuses %s', (_, report) => {
    expect(validate(JSON.parse(JSON.stringify(report)))).toBe(false);
  });

  test('knows every variant', () => {
    expect(schema.$defs.variant.enum).toEqual([...variantIds]);
  });
});

describe('json', () => {
  test('writes keys in the contract’s order, whatever order they came in', () => {
    const { schemaVersion, tool, target, verdict, ...rest } = failReport;
    const reversed = { ...rest, verdict, target, tool, schemaVersion };
    expect(json.render(reversed, context)).toBe(json.render(failReport, context));
    expect(Object.keys(JSON.parse(json.render(reversed, context))).slice(0, 4)).toEqual([
      'schemaVersion',
      'tool',
      'target',
      'verdict',
    ]);
  });

  test('is an array for several targets', () => {
    expect(JSON.parse(json.renderAll?.([failReport, errorReport], context) ?? '')).toEqual([
      failReport,
      errorReport,
    ]);
  });
});

test('jsonl is one line a report', () => {
  const lines = jsonl.render(failReport, context) + jsonl.render(errorReport, context);
  expect(lines.split('\n')).toHaveLength(3);
  expect(JSON.parse(lines.split('\n')[0] ?? '')).toEqual(failReport);
  expect(jsonl.renderAll).toBeUndefined();
});
