/** The public API of wssure: nothing else is importable. */
export { assess } from './assess.ts';
export { UsageError } from './errors.ts';
export {
  analyseFiles,
  gather,
  gatherFiles,
  gatherProbes,
  probe,
  scan,
  type FilesOptions,
  type ProbeOptions,
} from './scan.ts';
export { formatIds, render, renderAll } from './report/formats.ts';
export { loadReportParts, type ReportParts, type RuleLink } from './report/parts.ts';
export { isPublicAddress } from './net/addresses.ts';
export { NetworkError } from './net/network.ts';
export { post, type PostRequest } from './net/post.ts';
export { visible } from './report/escape.ts';
export { rules } from './rules/list.ts';
export { compareReports } from './compare.ts';
export { applyBaseline, baselineOf } from './baseline.ts';
export { exitCode, type FailOn } from './exit-code.ts';
export type * from './artifacts.ts';
export type * from './report.ts';
export type { RenderContext } from './report/format.ts';
export type { Limits } from './limits.ts';
export type { ProgressEvent, ScanOptions, StorageState, StoredCookie } from './options.ts';
export type { RuleMeta } from './rules/rule.ts';
