import { commandLines, isMasked, type ShownProof } from '../proof.ts';

/** Of a command: a browser would break `--header` after its hyphens. */
const columns = 100;

/** What shows a finding: the exchange, a command that repeats it, a page to open elsewhere. Nothing of it runs here. */
export function ProofView({ proof }: { proof: ShownProof }) {
  const { request, response, after, curl, page } = proof;
  return (
    <div class="exchange">
      {curl !== null && (
        <>
          <h4>See for yourself</h4>
          {isMasked(curl) && <p>Put your own values in the place of ***.</p>}
          <Lines lines={commandLines(curl, columns)} />
        </>
      )}
      {request.length > 0 && (
        <details>
          <summary>The exchange that shows it</summary>
          <Lines lines={request} />
          {response.length > 0 && <Lines lines={response} />}
          {after.length > 0 && <Lines lines={after} />}
        </details>
      )}
      {page !== null && (
        <details>
          <summary>A page that shows it in a browser</summary>
          <p>
            <a
              download="wssure-proof.html"
              href={`data:text/html;base64,${Buffer.from(page).toString('base64')}`}
            >
              Save this page
            </a>{' '}
            and open it from another website than the one it is about.
          </p>
          <Lines lines={page.trimEnd().split('\n')} />
        </details>
      )}
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <pre>
      <code>{lines.join('\n')}</code>
    </pre>
  );
}
