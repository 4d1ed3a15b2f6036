import { describe, expect, test } from 'vitest';
import { captureTerminal } from './testing/capture.ts';
import { say, usesColor, widthOf } from './terminal.ts';

describe('colours', () => {
  const tty = captureTerminal({ columns: 100 }).terminal.stdout;
  const pipe = captureTerminal().terminal.stdout;

  test.each([
    ['a terminal', tty, {}, true, true],
    ['a pipe', pipe, {}, true, false],
    ['a dumb terminal', tty, { TERM: 'dumb' }, true, false],
    ['--no-color', tty, { FORCE_COLOR: '1' }, false, false],
    ['NO_COLOR', tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', tty, { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true, true],
    ['FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, true, false],
  ])('%s', (_name, output, env, wanted, expected) => {
    expect(usesColor(output, env, wanted)).toBe(expected);
  });
});

test('the width is that of the terminal, 80 where there is none', () => {
  const widths = [100, 10, undefined].map((columns) =>
    widthOf(captureTerminal(columns === undefined ? {} : { columns }).terminal.stdout),
  );
  expect(widths).toEqual([100, 40, 80]);
});

test('messages go to stderr, one line each', () => {
  const { terminal, captured } = captureTerminal();
  say(terminal, 'the demo shop is open');
  expect(captured()).toEqual({ stdout: '', stderr: 'wssure: the demo shop is open\n' });
});
