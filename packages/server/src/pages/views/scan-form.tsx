/** What a visitor has entered, and what was wrong with it. */
export interface Entered {
  readonly url: string;
  readonly problems: readonly string[];
}

/** The field for a page's address. */
export function ScanForm({ entered }: { entered: Entered }) {
  const { url, problems } = entered;
  const wrong = problems.length > 0;
  return (
    <form class="ask" method="post" action="/scans">
      {wrong && (
        <div class="problem" id="problems" role="alert">
          <ul>
            {problems.map((problem, index) => (
              <li key={index}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <label for="url">Address of a page</label>
        <div class="ask-row">
          <input
            id="url"
            name="url"
            type="text"
            inputMode="url"
            autocomplete="url"
            autocapitalize="none"
            spellcheck={false}
            required
            placeholder="https://shop.example/"
            value={url}
            aria-invalid={wrong ? 'true' : undefined}
            aria-describedby={wrong ? 'problems' : 'url-hint'}
          />
          <button>Check its WebSockets</button>
        </div>
      </div>
      <p class="hint" id="url-hint">
        The homepage, or the page where the live part is. It takes a few seconds.
      </p>
    </form>
  );
}
