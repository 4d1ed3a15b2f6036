import type { Report } from '../report.ts';
import type { RenderContext, ReportFormat } from './format.ts';

/** The names that `--format` takes, in the order in which help lists them. */
export const formatIds = ['terminal', 'json', 'jsonl', 'sarif', 'junit', 'markdown', 'html'] as const;
export type FormatId = (typeof formatIds)[number];

/** Every format, loaded when it is asked for: terminal output never pays for the page's renderer. */
const formats: Readonly<Record<FormatId, () => Promise<ReportFormat>>> = {
  terminal: async () => (await import('./terminal.ts')).terminal,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.tsx')).html,
};

/** Loads one format. */
export async function loadFormat(id: FormatId): Promise<ReportFormat> {
  return formats[id]();
}

/** For a file: no colours, and the width of a page. */
const onPaper: RenderContext = { color: false, width: 80 };

/** One report as text of a format. */
export async function render(
  report: Report,
  id: FormatId,
  context: Partial<RenderContext> = {},
): Promise<string> {
  return (await loadFormat(id)).render(report, { ...onPaper, ...context });
}

/** The reports of several targets: one document where the format can hold them, else one after the other. */
export async function renderAll(
  reports: readonly Report[],
  id: FormatId,
  context: Partial<RenderContext> = {},
): Promise<string> {
  const format = await loadFormat(id);
  const whole = { ...onPaper, ...context };
  return format.renderAll?.(reports, whole) ?? reports.map((report) => format.render(report, whole)).join('');
}
