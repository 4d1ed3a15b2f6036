import type { Endpoint, Observation, ScanScope } from '../artifacts.ts';
import { openingsOf } from './openings.ts';
import { pageScript } from './page-script.ts';

export interface Demonstration {
  /** What the foreign Origin got. */
  readonly seen: Observation;
  readonly endpoint: Pick<Endpoint, 'url' | 'library' | 'dialect'>;
  /** Whoever looks at the page, or one who is logged in at the site. */
  readonly as: 'visitor' | 'session';
  readonly scope: Pick<ScanScope, 'pageOrigin'>;
}

/** What the page's script is told. */
interface Told {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly openings: readonly { readonly after: number; readonly text?: string; readonly base64?: string }[];
  readonly pageOrigin: string | null;
  /** How long it listens after the connection is open, ms. */
  readonly listenMs: number;
}

const listenAtLeastMs = 4_000;
const listenAtMostMs = 15_000;

/**
 * A page that loads nothing, opens the socket as any website could, says the library's own opening messages, and
 * tells what came of it: `open`, `closed` (after the 101), `refused`, or that it is not foreign where it stands.
 * Whatever the server says is shown as text. Pure.
 */
export function demonstrationPage({ seen, endpoint, as, scope }: Demonstration): string {
  const told: Told = {
    url: endpoint.url,
    protocols: offered(seen),
    openings: openingsOf(seen, endpoint).map(({ after, message }) =>
      typeof message === 'string'
        ? { after, text: message }
        : { after, base64: Buffer.from(message).toString('base64') },
    ),
    pageOrigin: scope.pageOrigin,
    listenMs: Math.min(listenAtMostMs, Math.max(listenAtLeastMs, 2 * (seen.messages.at(-1)?.atMs ?? 0))),
  };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Does this WebSocket open for a foreign website?</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
#verdict { font-weight: bold; border-left: .4rem solid #777; padding: .5rem 1rem; }
.open #verdict { border-color: #b00020; } .closed #verdict { border-color: #b26a00; }
.refused #verdict { border-color: #1b7a2f; }
li, code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
</style>
<h1>Does this WebSocket open for a foreign website?</h1>
<p>Socket: <code id="url"></code><br>This page's Origin: <code id="origin"></code></p>
<p id="verdict" role="status">Connecting …</p>
<ol id="log"></ol>
<p>${howTo[as]}</p>
<p>Save this file and serve it from another site than the one it is about, for example with
<code>python3 -m http.server 8000</code>, then open it at <code>http://localhost:8000/</code>. Opened from the disk, its
Origin is <code>null</code>, which a server may treat in a way of its own. Once the server compares Origins, this page
says that it was refused.</p>
<script>
const told = ${forScript(told)};
${pageScript}</script>
</html>
`;
}

const howTo: Readonly<Record<Demonstration['as'], string>> = {
  visitor:
    'Your browser attaches to this connection what it would attach on any website: cookies of the site that are not held back by SameSite, HTTP authentication, client certificates.',
  session:
    'Log in at the site in this browser first, with an account of your own. If messages of that account are listed above, any website that you visit while logged in can read them too.',
};

/** Each once, as the constructor demands (WebSockets Standard): masked ones look alike. */
function offered({ requestHeaders }: Observation): string[] {
  const value = requestHeaders.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
  return value === undefined ? [] : [...new Set(value.split(',').map((protocol) => protocol.trim()))];
}

/** JSON that no HTML parser takes for the end of the script (HTML Standard 4.12.1.3), and that is all visible. */
function forScript(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(
    /(?!\n)[<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu,
    (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
  );
}
