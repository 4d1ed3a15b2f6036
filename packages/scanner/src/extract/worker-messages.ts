import type { AnalysisResult, Dependency, DocumentFacts, DocumentText, ScriptText } from './analysis.ts';

/** What the main thread asks the analysis thread. */
export type Request =
  | { readonly ask: 'document'; readonly document: DocumentText }
  | { readonly ask: 'script'; readonly script: ScriptText }
  | { readonly ask: 'more' }
  | { readonly ask: 'references'; readonly order: readonly string[] };

export type Result = DocumentFacts | readonly Dependency[] | AnalysisResult;

export type Answer = { readonly result: Result } | { readonly error: string };
