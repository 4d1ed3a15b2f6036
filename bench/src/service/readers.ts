import { Agent, get } from 'node:http';

/** The latency of a request at two places of its distribution, ms. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
}

/** `readers` clients, each asking again as soon as it was answered, for so long; the paths in turn. */
export async function readTogether(
  origin: string,
  paths: readonly string[],
  readers: number,
  forMs: number,
): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const times: number[] = [];
  const end = performance.now() + forMs;
  const reader = async (first: number): Promise<void> => {
    for (let turn = first; performance.now() < end; turn += 1) {
      const started = performance.now();
      await read(origin + paths[turn % paths.length], agent);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: readers }, (_, index) => reader(index)));
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), requests: sorted.length };
}

function read(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.resume().on('end', resolve);
    }).on('error', reject);
  });
}
