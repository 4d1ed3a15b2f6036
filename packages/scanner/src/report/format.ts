import type { Report } from '../report.ts';

export interface RenderContext {
  /** ANSI colours may be used. */
  readonly color: boolean;
  /** Columns of the terminal; 80 where unknown. */
  readonly width: number;
  /** The command that made this report, to be shown as the way to run it again; already shell-quoted. */
  readonly command?: string;
  /** Leave out what is not needed to act (`--quiet`). */
  readonly quiet?: boolean;
}

export interface ReportFormat {
  readonly id: string;
  readonly mediaType: string;
  readonly extension: string;
  /** One report in, text out: no I/O, nothing of the site unescaped. */
  readonly render: (report: Report, context: RenderContext) => string;
  /** Several targets in one document; where absent, the documents are written one after the other. */
  readonly renderAll?: (reports: readonly Report[], context: RenderContext) => string;
}

export function defineFormat(format: ReportFormat): ReportFormat {
  return format;
}
