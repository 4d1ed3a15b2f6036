import type { Ora } from 'ora';
import type { ProgressEvent } from '../options.ts';
import { visible } from '../report/escape.ts';
import { isInteractive, widthOf, type Terminal } from './terminal.ts';

/** Says on stderr what is being done; silent where nobody watches. */
export interface Progress {
  readonly update: (event: ProgressEvent) => void;
  /** Clears the line, so that something else can be written; the next update shows it again. */
  readonly clear: () => void;
  readonly stop: () => void;
}

const silent: Progress = { update: () => {}, clear: () => {}, stop: () => {} };

const verbs: Readonly<Record<ProgressEvent['stage'], string>> = {
  read: 'Reading',
  analyse: 'Analysing',
  probe: 'Probing',
  judge: 'Judging',
};

/** Starts a progress line on a terminal; the spinner is loaded while the scan is already running. */
export function startProgress(terminal: Terminal, quiet: boolean): Progress {
  if (quiet || !isInteractive(terminal.stderr, terminal.env)) return silent;
  let text = '';
  let stopped = false;
  let spinner: Ora | undefined;
  const load = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    // Its stdin handling would swallow the Ctrl-C that stops a scan.
    spinner = ora({ text, stream: terminal.stderr, discardStdin: false });
    if (text !== '') spinner.start();
  };
  void load();
  return {
    update: (event) => {
      text = progressText(event, widthOf(terminal.stderr) - 3);
      if (!spinner || stopped) return;
      spinner.text = text;
      if (!spinner.isSpinning) spinner.start();
    },
    clear: () => spinner?.stop(),
    stop: () => {
      stopped = true;
      spinner?.stop();
    },
  };
}

/** One line of at most `width` UTF-16 units: the subject comes from a site, so it is made visible and clipped. */
export function progressText(event: ProgressEvent, width: number): string {
  const head = `${verbs[event.stage]} ${event.done}/${event.total} `;
  const subject = visible(event.subject.slice(0, 500));
  const room = Math.max(8, width - head.length);
  return head + (subject.length > room ? `${subject.slice(0, room - 1)}…` : subject);
}
