import { visible } from 'wssure';
import type { ScanView, Stage } from '../../nouns.ts';
import { LookalikeNote } from './host.tsx';
import { pageOf } from './layout.tsx';

const stages: readonly (readonly [Stage, string])[] = [
  ['read', 'Read'],
  ['analyse', 'Analyse'],
  ['probe', 'Knock'],
  ['judge', 'Judge'],
];

/** Where a scan stands; the script takes the words from the page. */
const stateWords = {
  queued: 'Waiting for its turn.',
  running: 'Running.',
} as const;

/** A scan that has not ended. The script keeps it current; without it the page loads itself anew. */
export function progressPage(scan: ScanView, signedIn: boolean): string {
  const status = scan.status === 'queued' ? 'queued' : 'running';
  return pageOf({
    title: `Checking ${visible(scan.url)}`,
    signedIn,
    refreshSeconds: 2,
    script: true,
    children: (
      <div class="band" data-scan={scan.id}>
        <p class="place">Checking</p>
        <h1>{visible(scan.url)}</h1>
        <LookalikeNote url={scan.url} />
        <p class="state" role="status" data-queued={stateWords.queued} data-running={stateWords.running}>
          {stateWords[status]}
        </p>
        <ol class="stages">
          {stages.map(([stage, name]) => (
            <StageRow stage={stage} name={name} scan={scan} key={stage} />
          ))}
        </ol>
        <form class="actions" method="post" action={`/scans/${scan.id}/cancel`}>
          <button class="second">Stop it</button>
        </form>
      </div>
    ),
  });
}

function StageRow({ stage, name, scan }: { stage: Stage; name: string; scan: ScanView }) {
  const progress = scan.progress[stage];
  const { done = 0, total = 0, subject = '' } = progress ?? {};
  return (
    <li class="stage" data-stage={stage}>
      <span class="stage-name" id={`stage-${stage}`}>
        {name}
      </span>
      <span class="stage-count" data-count>
        {progress === undefined ? '' : `${done} of ${total}`}
      </span>
      <progress max={Math.max(total, 1)} value={done} aria-labelledby={`stage-${stage}`} />
      <span class="stage-subject" data-subject>
        {visible(subject)}
      </span>
    </li>
  );
}
