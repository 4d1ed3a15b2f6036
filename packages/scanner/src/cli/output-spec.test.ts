import { describe, expect, test } from 'vitest';
import { assertDistinct, parseOutput } from './output-spec.ts';

describe('--format', () => {
  test.each([
    ['json', { format: 'json', file: null }],
    ['sarif=out/wssure.sarif', { format: 'sarif', file: 'out/wssure.sarif' }],
    ['html=a=b.html', { format: 'html', file: 'a=b.html' }],
  ])('%s', (text, expected) => {
    expect(parseOutput(text)).toEqual(expected);
  });

  const names = 'terminal, json, jsonl, sarif, junit, markdown, html';
  test.each([
    ['jsno', `--format "jsno" is not one of ${names} (did you mean json?)`],
    ['xml=out.xml', `--format "xml" is not one of ${names}`],
    ['toString', `--format "toString" is not one of ${names}`],
    ['json=', '--format json= names no file: give json=report.json, or json alone'],
  ])('refuses %s', (text, message) => {
    expect(() => parseOutput(text)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
  });

  test('goes to different places', () => {
    expect(() => assertDistinct(['json', 'sarif=a', 'junit=b'].map(parseOutput))).not.toThrow();
  });

  test.each([
    [
      ['json', 'sarif'],
      '--format sarif: only one format can go to standard output: give the others a file, like sarif=report.sarif',
    ],
    [['json=a', 'sarif=a'], '--format sarif=a: two formats name the same file'],
  ])('refuses %j', (texts, message) => {
    expect(() => assertDistinct(texts.map(parseOutput))).toThrow(
      expect.objectContaining({ name: 'UsageError', message }),
    );
  });
});
