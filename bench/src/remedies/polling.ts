import { request } from 'node:https';
import { demoCa } from '../../../packages/scanner/dist/demo/certificate.js';
import { site } from './case.ts';

/**
 * Throws where a page's own requests on the socket's path are refused: Socket.IO polls before it opens the socket, and
 * a browser names no Origin in a GET to the page's own (Fetch Standard, "append a request Origin header").
 * Another site's requests must be refused there as they are on the socket.
 *
 * @param port of TLS
 * @param path of the endpoint
 */
export async function answerPolling(port: number, path: string): Promise<void> {
  const own = await statusOf(port, path, {});
  if (own !== 200) throw new Error(`the page's own GET is answered with ${own}`);
  const foreign = await statusOf(port, path, { Origin: 'https://wssure-probe.example' });
  if (foreign !== 403) throw new Error(`another site's GET is answered with ${foreign}`);
}

function statusOf(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        servername: site.host,
        ca: demoCa,
        headers: { ...headers, Host: site.host },
      },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    asked.on('error', reject).end();
  });
}
