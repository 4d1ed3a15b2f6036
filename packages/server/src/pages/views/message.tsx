import { visible } from 'wssure';
import type { ScanView } from '../../nouns.ts';
import { RescanForm } from './actions.tsx';
import { siteLink } from './host.tsx';
import { pageOf } from './layout.tsx';

interface Message {
  readonly status: number;
  /** What happened, in a few words. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
  readonly signedIn: boolean;
}

/** A page that says that something is not as it was asked for. */
export function messagePage({ status, title, text, signedIn }: Message): string {
  return pageOf({
    title,
    signedIn,
    children: (
      <div class="band">
        <p class="place">{status}</p>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p class="actions">
          <a href="/">Check a page</a>
        </p>
      </div>
    ),
  });
}

const known: Readonly<Record<number, readonly [title: string, text: string]>> = {
  400: ['That request cannot be read', 'Go back and send the form again.'],
  401: ['Sign in first', 'This server asks for one of its tokens.'],
  403: ['That came from another website', 'Open the page here and send its form from there.'],
  404: ['There is no such page', 'Its scan may have been deleted, or the address is not complete.'],
  409: ['That is being scanned right now', 'Look among the recent scans.'],
  414: ['That address is too long', 'Check where it was cut or glued together.'],
  415: ['That was no form', 'Open the page here and send its form from there.'],
  413: ['That is too long', 'Enter the address of a page, and nothing else.'],
  421: ['This server has another name', 'Open it by the name that it was given.'],
  429: ['That was a lot in a short time', 'Wait a minute and try again.'],
  503: ['The server cannot do that now', 'Its database is away. Try again in a moment.'],
};

/** A page for a status that has to speak for itself. Who asks is not looked at: that may be what went wrong. */
export function errorPage(status: number): string {
  const [title, text] = known[status] ?? [
    'That went wrong',
    'It is our mistake, not yours. Try again in a moment.',
  ];
  return messagePage({ status, title, text, signedIn: false });
}

/** A scan that has ended without a report. */
export function unfinishedPage(scan: ScanView, signedIn: boolean): string {
  const title = scan.error?.code === 'cancelled' ? 'The scan was stopped' : 'The scan broke off';
  return pageOf({
    title,
    signedIn,
    children: (
      <div class="band">
        <p class="place">{visible(scan.url)}</p>
        <h1>{title}</h1>
        {scan.error && <p class="lead">{visible(scan.error.message)}</p>}
        <div class="actions">
          <RescanForm id={scan.id} words="Run the scan again" />
          <a href={siteLink(scan.host)}>History of {visible(scan.host)}</a>
        </div>
      </div>
    ),
  });
}
