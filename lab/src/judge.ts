import { probe, type ProbeOptions, type ReportEndpoint, type ScanOptions } from 'wssure';
import type { LabApp, LabEndpoint } from './truth.ts';

/** Probes one endpoint of a running server from its own page, as `wssure probe` does. */
export async function judgeApp(
  app: LabApp,
  endpoint: LabEndpoint,
  port: number,
  options: ScanOptions = {},
): Promise<ReportEndpoint> {
  const { url, ...own } = await addressOf(app, endpoint, port);
  const report = await probe([url], { ...own, ...options });
  const [judged] = report.endpoints;
  if (!judged) throw new Error(report.error?.message ?? 'the endpoint was not probed');
  return judged;
}

/** How an endpoint of a running server is reached, from its own page. */
export async function addressOf(
  app: LabApp,
  endpoint: LabEndpoint,
  port: number,
): Promise<ProbeOptions & { readonly url: string }> {
  const page = new URL(app.page);
  page.port = String(port);
  const scheme = app.tls ? 'wss' : 'ws';
  const path = await currentPath(endpoint.path, page.href);
  return {
    url: `${scheme}://localhost:${port + endpoint.port_offset}${path}`,
    page: page.href,
    insecure: true,
    resolve: [port, port + endpoint.port_offset].map((one) => `localhost:${one}:127.0.0.1`),
    ...(endpoint.subprotocol !== null && { subprotocols: [endpoint.subprotocol] }),
  };
}

/** A path of the measured run with what is random in it made anew: SockJS sessions, a token that the page holds. */
async function currentPath(path: string, page: string): Promise<string> {
  const framed = path.replace('<3 digits>/<random>', '000/wssure00');
  if (!framed.startsWith('/?token=')) return framed;
  const client = await (await fetch(new URL('/@vite/client', page.replace('localhost', '127.0.0.1')))).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1];
  return token === undefined ? framed : `/?token=${token}`;
}
