import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { assets } from '../assets.ts';

interface Shell {
  /** Shown in the window's title before the name. */
  readonly title: string;
  /** Whether somebody has signed in and can sign out. */
  readonly signedIn: boolean;
}

interface Props extends Shell {
  /** Loads the page anew every so many seconds where scripts do not run. */
  readonly refreshSeconds?: number;
  readonly script?: boolean;
  readonly children: ComponentChildren;
}

/** A whole page, as text. */
export function pageOf(props: Props): string {
  return `<!doctype html>\n${render(<Layout {...props} />)}\n`;
}

function Layout({ title, signedIn, refreshSeconds, script = false, children }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · wssure`}</title>
        <link rel="stylesheet" href={assets.style.path} />
        <link rel="icon" href={assets.icon.path} type="image/svg+xml" />
        {refreshSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        {script && <script type="module" src={assets.live.path} />}
      </head>
      <body>
        <a class="skip" href="#main">
          To the content
        </a>
        <Masthead signedIn={signedIn} />
        <main id="main" class="report">
          {children}
        </main>
        <footer class="page-foot">
          <p>
            wssure loads a page and opens its sockets as a browser would, and says nothing on them that a
            client does not say by itself. Check sites that you may check.
          </p>
        </footer>
      </body>
    </html>
  );
}

function Masthead({ signedIn }: { signedIn: boolean }) {
  return (
    <header class="masthead">
      <a class="wordmark" href="/">
        wss<span>ure</span>
      </a>
      <nav aria-label="wssure">
        <a href="/">Check a page</a>
        <a href="/docs">API</a>
        {signedIn && (
          <form method="post" action="/logout">
            <button class="quiet">Sign out</button>
          </form>
        )}
      </nav>
    </header>
  );
}
