import { describe, expect, test, vi } from 'vitest';
import { progressText, startProgress } from './progress.ts';
import { captureTerminal } from './testing/capture.ts';

const event = { stage: 'read', subject: 'https://shop.test/app.js', done: 3, total: 12 } as const;

describe('the progress line', () => {
  test.each([
    [event, 80, 'Reading 3/12 https://shop.test/app.js'],
    [
      { ...event, stage: 'probe', subject: 'wss://shop.test/live' } as const,
      80,
      'Probing 3/12 wss://shop.test/live',
    ],
    [event, 30, 'Reading 3/12 https://shop.tes…'],
    [
      { ...event, subject: '\u001b]0;owned\u0007\u202Egnp.js' },
      80,
      String.raw`Reading 3/12 \u{1b}]0;owned\u{7}\u{202e}gnp.js`,
    ],
    [{ ...event, subject: 'a\nb' }, 80, String.raw`Reading 3/12 a\u{a}b`],
    [{ ...event, subject: 'x'.repeat(1_000_000) }, 40, `Reading 3/12 ${'x'.repeat(26)}…`],
  ])('%#', (given, width, expected) => {
    expect(progressText(given, width)).toBe(expected);
  });

  test('is shown on a terminal and taken away again', async () => {
    const { terminal, captured } = captureTerminal({ columns: 80 });
    const stream = Object.assign(terminal.stderr, {
      clearLine: () => true,
      cursorTo: () => true,
      moveCursor: () => true,
    });
    const progress = startProgress({ ...terminal, stderr: stream, env: { TERM: 'xterm' } }, false);
    progress.update(event);
    await vi.waitFor(
      () => expect(captured().stderr).toContain('Reading 3/12 https://shop.test/app.js'),
      5000,
    );
    progress.stop();
    const shown = captured().stderr;
    progress.update({ ...event, done: 4 });
    expect(captured()).toEqual({ stdout: '', stderr: shown });
  });

  test.each([
    ['a pipe', {}, false],
    ['a dumb terminal', { columns: 80, env: { TERM: 'dumb' } }, false],
    ['--quiet', { columns: 80 }, true],
  ])('is not shown: %s', async (_name, options, quiet) => {
    const { terminal, captured } = captureTerminal(options);
    const progress = startProgress(terminal, quiet);
    progress.update(event);
    progress.clear();
    progress.stop();
    await import('ora');
    expect(captured()).toEqual({ stdout: '', stderr: '' });
  });
});
