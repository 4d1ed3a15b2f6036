import type { ScanSummary } from '../../nouns.ts';
import { pageOf } from './layout.tsx';
import { ScanForm, type Entered } from './scan-form.tsx';
import { ScanList } from './scan-list.tsx';

interface Home {
  readonly entered: Entered;
  readonly recent: readonly ScanSummary[];
  readonly signedIn: boolean;
}

const steps = [
  ['Reads the page', 'The page and its scripts are loaded as text. Nothing of them is run.'],
  [
    'Finds its sockets',
    'Every place that opens a WebSocket is followed to the address that a browser would dial, with the line it stands in.',
  ],
  [
    'Knocks as a stranger',
    'Each socket is opened once as your page would, and once as another website would. Who is let in, and what do they get?',
  ],
  [
    'Shows the fix',
    'What is wrong comes with its proof, with what PCI DSS, CWE and ASVS say to it, and with code for the server that you run.',
  ],
] as const;

/** The first page: the field, what the check does, what was checked lately. */
export function homePage({ entered, recent, signedIn }: Home): string {
  return pageOf({
    title: entered.problems.length > 0 ? 'That cannot be checked' : 'Check the WebSockets of a page',
    signedIn,
    children: (
      <>
        <div class="band">
          <h1>Who else can open your WebSockets?</h1>
          <p class="lead">
            Browsers let every website dial every WebSocket, with the visitor’s cookies. Only your server can
            say no. Enter a page, and see whether it does.
          </p>
          <ScanForm entered={entered} />
        </div>
        <section aria-labelledby="steps-title">
          <h2 id="steps-title">What the check does</h2>
          <ol class="steps">
            {steps.map(([title, text]) => (
              <li key={title}>
                <h3>{title}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </section>
        {recent.length > 0 && (
          <section aria-labelledby="recent-title">
            <h2 id="recent-title">Recent scans</h2>
            <ScanList scans={recent} caption="The newest first" />
          </section>
        )}
      </>
    ),
  });
}
