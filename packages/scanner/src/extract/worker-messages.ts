import type { AnalysisResult, Dependency, DocumentFacts, DocumentText, ScriptText } from './analysis.ts';
import type { CoreOptions } from './core.ts';

/**
 * What the main thread asks the analysis thread. `begin` gives it a site and `forget` takes the site from it; these
 * two are not answered.
 */
export type Request =
  | { readonly ask: 'begin'; readonly options: CoreOptions }
  | { readonly ask: 'forget' }
  | { readonly ask: 'document'; readonly document: DocumentText }
  | { readonly ask: 'script'; readonly script: ScriptText }
  | { readonly ask: 'more'; readonly ms: number }
  | { readonly ask: 'references'; readonly order: readonly string[]; readonly ms: number };

export type Result = DocumentFacts | readonly Dependency[] | AnalysisResult;

export type Answer = { readonly result: Result } | { readonly error: string };
