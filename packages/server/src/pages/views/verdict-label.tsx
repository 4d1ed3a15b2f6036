import type { ScanSummary } from '../../nouns.ts';

type State = NonNullable<ScanSummary['verdict']> | ScanSummary['status'];

const words: Readonly<Record<State, readonly [mark: string, word: string]>> = {
  fail: ['✖', 'fail'],
  warn: ['⚠', 'warning'],
  pass: ['✔', 'passed'],
  error: ['✖', 'not scanned'],
  queued: ['·', 'waiting'],
  running: ['…', 'running'],
  failed: ['✖', 'broke off'],
  done: ['·', 'done'],
};

/** What became of a scan: its verdict, or where it stands. */
export function VerdictLabel({ scan }: { scan: ScanSummary }) {
  const state = scan.verdict ?? scan.status;
  const [mark, word] = words[state];
  const tone = state === 'error' || state === 'failed' ? 'fail' : state;
  return (
    <span class={`label label-${tone}`}>
      <span class="mark" aria-hidden="true">
        {mark}
      </span>
      {word}
    </span>
  );
}
