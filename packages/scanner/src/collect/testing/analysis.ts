import type { Analysis, DocumentText, ScriptText } from '../../extract/analysis.ts';
import { createAnalysis } from '../../extract/core.ts';
import { defaultLimits } from '../../limits.ts';

/** The real analysis, on this thread, and what it was handed, in the order of arrival. */
export interface RecordedAnalysis extends Analysis {
  readonly documents: DocumentText[];
  readonly scripts: ScriptText[];
}

export function recordedAnalysis(): RecordedAnalysis {
  const documents: DocumentText[] = [];
  const scripts: ScriptText[] = [];
  const analysis = createAnalysis(defaultLimits);
  return {
    ...analysis,
    documents,
    scripts,
    document: (document) => {
      documents.push(document);
      return analysis.document(document);
    },
    script: (script) => {
      scripts.push(script);
      return analysis.script(script);
    },
  };
}
