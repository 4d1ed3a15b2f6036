import { z } from 'zod';
import type { ScanCredentials, ScanSettings } from '../nouns.ts';
import { checkUrl, type UrlRules } from './url.ts';

const text = (most: number) => z.string().max(most);
const headerText = text(8_192).regex(/^[^\r\n\0]*$/, 'contains a line break');

/** What a scan may be asked for: the command line's options, without those that are the machine's own. */
export const optionsSchema = z
  .strictObject({
    scripts: z.enum(['same-origin', 'same-site', 'all']).describe('whose script files are read'),
    probe: z.enum(['all', 'first-party', 'none']).describe('which endpoints get handshakes'),
    depth: z.enum(['basic', 'full']).describe('control and wrong Origin only, or everything'),
    crawl: z.int().min(0).max(50).describe('follow up to n same-origin pages'),
    origin: text(300)
      .refine(isOrigin, 'not an origin like https://wssure-probe.example')
      .describe('the wrong Origin'),
    firstParty: z.array(text(253)).max(20).describe("domains that count as the user's own too"),
    timeoutMs: z.int().min(100).max(60_000).describe('for one request or handshake, milliseconds'),
    insecure: z.boolean().describe('go on past an invalid certificate, and still report it'),
    userAgent: headerText,
    headers: z
      .record(text(200).regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'not a header name'), headerText)
      .describe("credentials of an account that is the user's own: kept sealed, never shown"),
    cookies: z
      .array(headerText.regex(/^[^=;\s]+=[^;]*$/, 'not name=value'))
      .max(100)
      .describe('as in a Cookie header; kept sealed, never shown'),
    storageState: z
      .looseObject({
        cookies: z.array(z.looseObject({ name: z.string(), value: z.string(), domain: z.string() })),
      })
      .describe("Playwright's storage state; kept sealed, never shown"),
  })
  .partial();

/** The body of `POST /api/v1/scans`. */
export function scanSchema(rules: UrlRules) {
  return z.strictObject({ url: urlSchema(rules), options: optionsSchema.default({}) });
}

/** A URL that may be asked for, normalised. */
export function urlSchema(rules: UrlRules) {
  return z.string().transform((text, context) => {
    const checked = checkUrl(text, rules);
    if ('url' in checked) return checked.url;
    context.addIssue({ code: 'custom', message: checked.problem });
    return z.NEVER;
  });
}

export type ScanInput = z.output<ReturnType<typeof scanSchema>>;

/** What may be seen, and what is kept sealed: null where there is nothing of it. */
export function separate({ headers, cookies, storageState, ...settings }: ScanInput['options']): {
  readonly settings: ScanSettings;
  readonly credentials: ScanCredentials | null;
} {
  const credentials = {
    ...(headers && { headers: Object.entries(headers) }),
    ...(cookies && { cookies }),
    ...(storageState && { storageState: JSON.stringify(storageState) }),
  };
  return {
    settings: JSON.parse(JSON.stringify(settings)),
    credentials: Object.keys(credentials).length > 0 ? credentials : null,
  };
}

/** What the validator says of one thing that is wrong. */
export interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The names that are not known, where that is what is wrong. */
  readonly keys?: unknown;
}

/** Every reason why input was refused, each with its place: `options.depth: …`. */
export function reasonsOf(issues: readonly Issue[]): string[] {
  return issues.flatMap(({ path, keys, message }) => {
    if (!Array.isArray(keys)) return [`${at(path)}: ${message}`];
    return keys.map((key) => `${at([...path, String(key)])}: there is no such option`);
  });
}

function at(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 100)).join('.') || 'body';
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && url.origin === value && value !== 'null';
}
