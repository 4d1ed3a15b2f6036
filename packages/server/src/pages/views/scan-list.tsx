import { visible } from 'wssure';
import type { ScanSummary } from '../../nouns.ts';
import { siteLink } from './host.tsx';
import { VerdictLabel } from './verdict-label.tsx';
import { Time } from './time.tsx';

interface Props {
  readonly scans: readonly ScanSummary[];
  readonly caption: string;
  /** Leaves out the way to the history on the page that is the history. */
  readonly withHistory?: boolean;
}

/** Scans, the newest first. */
export function ScanList({ scans, caption, withHistory = true }: Props) {
  return (
    <table class="scans">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Page</th>
          <th scope="col">Verdict</th>
          <th scope="col">Started</th>
          {withHistory && <th scope="col">Site</th>}
        </tr>
      </thead>
      <tbody>
        {scans.map((scan) => (
          <tr key={scan.id}>
            <th scope="row">
              <a href={`/scans/${scan.id}`}>
                <code>{visible(scan.url)}</code>
              </a>
            </th>
            <td>
              <VerdictLabel scan={scan} />
            </td>
            <td>
              <Time at={scan.createdAt} />
            </td>
            {withHistory && (
              <td>
                <a href={siteLink(scan.host)} aria-label={`History of ${visible(scan.host)}`}>
                  History
                </a>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
