import { z } from 'zod';
import type { ScanCredentials, ScanSettings } from '../nouns.ts';
import { checkUrl, type UrlRules } from './url.ts';

const text = (most: number) => z.string().max(most);
/** RFC 9110 section 5.5: what a field's value may hold. */
const headerText = text(8_192).regex(
  /^[\t\x20-\x7e\x80-\xff]*$/,
  'not one line of text that a header can carry',
);
/** They frame a message or belong to the connection, which is the scan's own to make (RFC 9110 section 7.6.1, RFC 9112). */
const framing =
  /^(?:connection|content-length|keep-alive|proxy-.*|sec-websocket-.*|te|trailer|transfer-encoding|upgrade)$/i;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What is wrong with a header's name; null where a scan may send it. */
function nameProblem(name: string): string | null {
  if (!token.test(name) || name.length > 200) return 'not a header name';
  return framing.test(name) ? 'set by the scan itself' : null;
}

/** Of a browser's cookie what a scan goes by; the rest of a storage state is left out. */
const storedCookie = z.object({
  name: headerText,
  value: headerText,
  domain: text(253),
  path: text(4_096).nullish(),
  expires: z.number().nullish(),
  httpOnly: z.boolean().nullish(),
  secure: z.boolean().nullish(),
  sameSite: text(20).nullish(),
});

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
    firstParty: z
      .array(text(253).regex(/^[^\p{C}\s]+$/u, 'not a domain'))
      .max(20)
      .describe("domains that count as the user's own too"),
    timeoutMs: z.int().min(100).max(60_000).describe('for one request or handshake, milliseconds'),
    insecure: z.boolean().describe('go on past an invalid certificate, and still report it'),
    userAgent: headerText,
    headers: z
      .record(z.string(), headerText)
      .superRefine((headers, context) => {
        for (const name of Object.keys(headers)) {
          const message = nameProblem(name);
          if (message !== null) context.addIssue({ code: 'custom', path: [name], message });
        }
      })
      .describe("credentials of an account that is the user's own: kept sealed, never shown"),
    cookies: z
      .array(headerText.regex(/^[^=;\s]+=[^;]*$/, 'not name=value'))
      .max(100)
      .describe('as in a Cookie header; kept sealed, never shown'),
    storageState: z
      .object({ cookies: z.array(storedCookie).max(3_000) })
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
