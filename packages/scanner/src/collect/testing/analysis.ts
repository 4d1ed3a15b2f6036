import type { Analysis, Dependency, DocumentText, ScriptText } from '../../extract/analysis.ts';
import { readDocument } from '../../extract/html.ts';

/** What an analysis was handed, in the order of arrival. */
export interface AnalysisDouble extends Pick<Analysis, 'document' | 'script'> {
  readonly documents: DocumentText[];
  readonly scripts: ScriptText[];
}

/**
 * Reads markup as the real analysis does; of scripts it knows lines of the form `import 'url'`, `load 'url'` and
 * `worker 'url'` alone, so that a test decides what a script asks for.
 */
export function analysisDouble(): AnalysisDouble {
  const documents: DocumentText[] = [];
  const scripts: ScriptText[] = [];
  return {
    documents,
    scripts,
    document: (document) => {
      documents.push(document);
      const { facts } = readDocument(document);
      const asked = facts.scripts.flatMap(dependenciesOf);
      return Promise.resolve({ ...facts, dependencies: [...facts.dependencies, ...asked] });
    },
    script: (script) => {
      scripts.push(script);
      return Promise.resolve(dependenciesOf(script));
    },
  };
}

function dependenciesOf(script: ScriptText): Dependency[] {
  const { url, redirectedTo, baseUrl, realm, text } = script;
  return text.split('\n').flatMap((line, index): Dependency[] => {
    const [, verb, reference = ''] = /^(import|load|worker) '([^']*)'/.exec(line.trim()) ?? [];
    if (verb === undefined) return [];
    const from = { source: url, line: index + 1 };
    const base = verb === 'import' && script.kind !== 'inline' ? (redirectedTo ?? url) : baseUrl;
    const wanted = new URL(reference, base.startsWith('http') ? base : undefined).href;
    if (verb === 'import')
      return [{ url: wanted, kind: 'module', goal: 'module', realm, from, via: 'import' }];
    if (verb === 'load') return [{ url: wanted, kind: 'script', goal: 'script', realm, from, via: 'chunk' }];
    return [{ url: wanted, kind: 'worker', goal: 'script', realm: wanted, from, via: 'worker' }];
  });
}
