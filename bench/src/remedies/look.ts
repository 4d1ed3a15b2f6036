import { probe, scan, type Report, type ScanOptions } from 'wssure';
import { demoCa } from '../../../packages/scanner/dist/demo/certificate.js';
import { session, site, type Program, type RemedyCase } from './case.ts';
import { openFront } from './front.ts';
import { answerPolling } from './polling.ts';
import { surviveReset } from './survive.ts';

/** A port on which nothing listens: what port 80 of a site with TLS only leads to. */
const closed = 1;

/**
 * Runs a program, looks at it as `wssure` or `wssure probe` does, and stops it. Throws `NotInstalled`.
 *
 * @param fixed whether the recipe is in it: a client then resets its connection too, and the page polls, where it does
 */
export async function look(
  one: RemedyCase,
  program: Program,
  { fixed = false }: { readonly fixed?: boolean } = {},
): Promise<Report> {
  const serving = await one.start(program);
  const front = serving.port === undefined ? null : await openFront(serving.port);
  const ports = serving.tls ?? { https: front?.port ?? closed, http: closed };
  const options: ScanOptions = {
    ...one.options,
    ca: demoCa,
    connectTo: [`${site.host}:443:127.0.0.1:${ports.https}`, `${site.host}:80:127.0.0.1:${ports.http}`],
    ...(one.signedIn && { storageState: signedIn }),
  };
  try {
    const report =
      one.page === undefined
        ? await probe([`wss://${site.host}${one.path ?? '/live'}`], { ...options, page: `${site.origin}/` })
        : await scan(new URL(one.page, site.origin).href, options);
    if (fixed && serving.port !== undefined) await surviveReset(serving.port, pathOf(report));
    if (fixed && one.polls) await answerPolling(ports.https, pathOf(report));
    return report;
  } finally {
    front?.close();
    await serving.close();
  }
}

/** The path of the first endpoint. */
function pathOf({ endpoints: [endpoint] }: Report): string {
  if (!endpoint) return '/';
  const { pathname, search } = new URL(endpoint.url);
  return pathname + search;
}

const [name = '', value = ''] = session.split('=');

/** A session as Playwright keeps it, in a cookie that stays behind on other sites' pages. */
const signedIn: NonNullable<ScanOptions['storageState']> = {
  cookies: [
    {
      name,
      value,
      domain: site.host,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
    },
  ],
};
