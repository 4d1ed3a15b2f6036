import type { ScanSummary } from '../../nouns.ts';

const formats = [
  ['html', 'HTML'],
  ['json', 'JSON'],
  ['sarif', 'SARIF'],
  ['junit', 'JUnit'],
  ['markdown', 'Markdown'],
  ['jsonl', 'JSON Lines'],
  ['terminal', 'Text'],
] as const;

/** The button that scans the page once more; the new scan knows this one. */
export function RescanForm({ id, words }: { id: string; words: string }) {
  return (
    <form method="post" action={`/scans/${id}/rescan`}>
      <button>{words}</button>
    </form>
  );
}

/** The report in every format. */
export function Exports({ scan: { id } }: { scan: ScanSummary }) {
  return (
    <ul class="links" aria-label="The report as a file">
      {formats.map(([format, name]) => (
        <li key={format}>
          <a href={`/api/v1/scans/${id}/report?format=${format}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
