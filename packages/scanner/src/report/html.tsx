import { render } from 'preact-render-to-string';
import type { Report } from '../report.ts';
import { defineFormat } from './format.ts';
import { Document } from './html/document.tsx';
import { shownReport } from './html/shown-report.ts';

/** One self-contained page without script, for people and auditors; several targets make one page. */
export const html = defineFormat({
  id: 'html',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  render: (report, context) => pageOf([report], context.command),
  renderAll: (reports, context) => pageOf(reports, context.command),
});

function pageOf(reports: readonly Report[], command: string | undefined): string {
  return `<!doctype html>\n${render(<Document reports={reports.map(shownReport)} command={command} />)}\n`;
}
