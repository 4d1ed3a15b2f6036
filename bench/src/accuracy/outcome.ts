/** What is to be found on a page, and what a tool found there, in comparable form. */
import { authorityOf, canonicalSocketUrl, isLoopback } from '../pages/canonical.ts';
import type { CorpusPage } from '../pages/page.ts';

export interface Outcome {
  /** Canonical URLs. */
  readonly endpoints: ReadonlySet<string>;
  /** Plaintext URLs that fail a scan: endpoints and references together, for tools that know no roles. */
  readonly plaintextFails: ReadonlySet<string>;
  /** `<rule> <url>`; null for a tool without rules. */
  readonly findings: ReadonlySet<string> | null;
}

export interface Expectation extends Outcome {
  readonly findings: ReadonlySet<string>;
  /** Endpoints whose absence is no miss and whose presence is no false alarm. */
  readonly tolerated: ReadonlySet<string>;
}

/** The recording and the label of a page, together. Throws where a page was neither recorded nor labelled. */
export function expectationOf({ id, label, truth }: CorpusPage): Expectation {
  if (!truth && !label.byHand) throw new Error(`${id} has no truth.json: run npm run bench:record`);
  const tolerated = new Set((label.unforeseeable ?? []).map(({ url }) => canonical(url)));
  const endpoints = [
    ...(label.byHand?.endpoints ?? truth?.sockets ?? []),
    ...(label.also ?? []).map(({ url }) => url),
  ]
    .map(canonical)
    .filter((url) => !tolerated.has(url));
  const plaintext = endpoints.filter((url) => url.startsWith('ws:'));
  const exposed = plaintext.filter((url) => !isLoopback(url));
  const references = (label.plaintext?.references ?? []).map(({ url }) => canonical(url));
  const mentions = [
    ...(label.plaintext?.mentions ?? []).map(({ url }) => url),
    ...plaintext.filter(isLoopback),
  ];
  return {
    endpoints: new Set(endpoints),
    plaintextFails: new Set([...exposed, ...references]),
    findings: new Set([
      ...exposed.map((url) => findingKey('plaintext-endpoint', url)),
      ...references.map((url) => findingKey('plaintext-reference', url)),
      ...mentions.map((url) => findingKey('plaintext-mention', url)),
    ]),
    tolerated,
  };
}

/** Mentions are compared by host and port: where a URL ends in prose is a matter of taste. */
export function findingKey(rule: string, url: string): string {
  return `${rule} ${rule === 'plaintext-mention' ? authorityOf(url) : canonical(url)}`;
}

export function canonical(url: string): string {
  return canonicalSocketUrl(url) ?? url;
}
