import { randomBytes } from 'node:crypto';
import { Agent, get, request } from 'node:http';

/** The exchanges of a scan of the plain shop with nothing but Node: its files, the control, fifteen variants, the control. */
export async function exchangeBarely(port: number, host: string, variants: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  await read({ port, host, agent, path: '/' });
  await read({ port, host, agent, path: '/app.js' });
  const own = `http://${host}`;
  await upgrade({ port, host, origin: own });
  const foreign = Array.from({ length: variants }, (_, index) => `https://v${index}.example`);
  await Promise.all(foreign.map((origin) => upgrade({ port, host, origin })));
  await upgrade({ port, host, origin: own });
  agent.destroy();
}

function read(asked: { port: number; host: string; agent: Agent; path: string }): Promise<void> {
  const { port, agent, path, host } = asked;
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent, path, headers: { host } }, (response) => {
      response.on('end', resolve).resume();
    }).on('error', reject);
  });
}

/** One handshake, to its answer, or to the first message where it is accepted. */
function upgrade({ port, host, origin }: { port: number; host: string; origin: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      host,
      origin,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    };
    request({ host: '127.0.0.1', port, headers, agent: false })
      .on('upgrade', (_response, socket, head) => {
        const done = (): void => resolve(void socket.destroy());
        if (head.length > 0) done();
        else socket.once('data', done);
      })
      .on('response', (response) => response.on('end', resolve).resume())
      .on('error', reject)
      .end();
  });
}
