import type { SourceRecord } from '../../artifacts.ts';
import { bytesWords, sourcePlace } from '../words.ts';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';

/** A page may hold tens of thousands of scripts; no reader does. */
const mostRows = 1_000;

/** What was read, with hashes: evidence of which text the report speaks of. */
export function SourcesSection({ report, prefix }: { report: ShownReport; prefix: string }) {
  const hidden = report.sources.length - mostRows;
  return (
    <Section id={`${prefix}sources`} title="Sources">
      <table class="sources">
        <caption>Texts with their SHA-256, as they were decoded at the time of the scan</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Kind</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {report.sources.slice(0, mostRows).map((source, index) => (
            <Row source={source} key={index} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p>and {hidden} more: the JSON report lists all</p>}
    </Section>
  );
}

function Row({ source }: { source: SourceRecord }) {
  const { kind, bytes, sha256, status, reason } = source;
  return (
    <tr>
      <th scope="row">
        <code class="source-url">{sourcePlace(source)}</code>
        {sha256 !== null && <code class="hash">{sha256}</code>}
      </th>
      <td>{kind}</td>
      <td>
        {status === 'read' ? (
          bytesWords(bytes)
        ) : (
          <>
            {status}
            {reason !== undefined && <span class="reason">{reason}</span>}
          </>
        )}
      </td>
    </tr>
  );
}
