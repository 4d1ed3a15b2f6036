import { pageOf } from './layout.tsx';

/** The form in front of a server that asks for a token. `next` is where to go afterwards. */
export function loginPage({ next, wrong }: { next: string; wrong: boolean }): string {
  return pageOf({
    title: 'Sign in',
    signedIn: false,
    children: (
      <div class="band">
        <h1>Sign in</h1>
        <p class="lead">This server asks for one of its tokens.</p>
        <form class="ask" method="post" action="/login">
          <input type="hidden" name="next" value={next} />
          {wrong && (
            <p class="problem" id="problems" role="alert">
              That is none of this server’s tokens.
            </p>
          )}
          <div>
            <label for="token">Token</label>
            <div class="ask-row">
              <input
                id="token"
                name="token"
                type="password"
                autocomplete="current-password"
                required
                aria-invalid={wrong ? 'true' : undefined}
                aria-describedby={wrong ? 'problems' : undefined}
              />
              <button>Sign in</button>
            </div>
          </div>
        </form>
      </div>
    ),
  });
}
