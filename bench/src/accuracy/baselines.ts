/** Two ways in which scanners look for sockets without understanding the page: what wssure is measured against. */
import { canonicalSocketUrl, isLoopback } from '../pages/canonical.ts';
import { textsOf } from '../pages/files.ts';
import type { CorpusPage } from '../pages/page.ts';
import type { Outcome } from './outcome.ts';

/** Every `ws://` or `wss://` with something after it, anywhere in the text of any file. */
export function grep(page: CorpusPage): Outcome {
  return outcome(page, /wss?:\/\/[^\s"'`<>\\)\]}|,;]+/gi, 0);
}

/** The first argument of `new WebSocket(…)` where it is a literal. */
export function sinkRegex(page: CorpusPage): Outcome {
  return outcome(page, /new\s+(?:window\.)?WebSocket\(\s*(["'`])([^"'`\n]+)\1/g, 2);
}

function outcome(page: CorpusPage, pattern: RegExp, group: number): Outcome {
  const urls = new Set(
    textsOf(page)
      .flatMap((text) => Array.from(text.matchAll(pattern), (match) => resolve(match[group] ?? '', page.url)))
      .filter((url) => url !== null),
  );
  const plaintext = [...urls].filter((url) => url.startsWith('ws:') && !isLoopback(url));
  return { endpoints: urls, plaintextFails: new Set(plaintext), findings: null };
}

function resolve(text: string, base: string): string | null {
  if (!URL.canParse(text, base)) return null;
  return canonicalSocketUrl(new URL(text, base).href.replace(/^http/, 'ws'));
}
