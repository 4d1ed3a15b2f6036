import { createHash } from 'node:crypto';
import { visible } from '../escape.ts';
import { verdictWords } from '../words.ts';
import { ReportView } from './report-view.tsx';
import type { ShownReport } from './shown-report.ts';
import { style } from './style.ts';

/** Nothing is loaded and nothing runs; the one style sheet is named by its hash (CSP Level 3 section 2.3.1). */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A whole page around one report or several. */
export function Document({
  reports,
  command,
}: {
  reports: readonly ShownReport[];
  command: string | undefined;
}) {
  const [first] = reports;
  const title =
    first && reports.length === 1
      ? `${verdictWords[first.verdict]} ${first.target} · wssure`
      : `${reports.length} targets · wssure`;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          {reports.map((report, index) => (
            <ReportView
              report={report}
              prefix={reports.length === 1 ? '' : `target-${index + 1}-`}
              key={index}
            />
          ))}
        </main>
        <footer class="page-foot">
          {command === undefined ? null : (
            <p>
              Run it again: <code>{visible(command)}</code>
            </p>
          )}
          <p>This page is one file. It loads nothing and runs nothing.</p>
        </footer>
      </body>
    </html>
  );
}
