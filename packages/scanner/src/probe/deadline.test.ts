import { afterEach, expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { own, serve, type Behaviour } from './testing/servers.ts';
import { gistOf, probeAndJudge } from './testing/probing.ts';
import { tcpServer } from '../net/testing/servers.ts';
import { ProbeDeadline } from './deadline.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** What is said of a server when the time of the scan is over after so long, ms. */
async function judgedWithin(scanMs: number, behaviour: Behaviour) {
  const server = await serve(behaviour);
  closers.push(server.close);
  const probed = await probeAndJudge({ url: server.url }, { limits: { scanMs }, timeoutMs: 10_000 });
  return { ...probed, gist: gistOf(probed.endpoint) };
}

test('fires when the time of the scan is over', async () => {
  const deadline = new ProbeDeadline(new Clock(30), undefined);
  await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve));
  expect(String(deadline.signal.reason)).toMatch(
    /the time for handshakes \(until 0 s of the scan\) was over/,
  );
});

test('fires with its caller, for the same reason', () => {
  const caller = new AbortController();
  const deadline = new ProbeDeadline(new Clock(60_000), caller.signal);
  caller.abort('enough');
  expect([deadline.signal.aborted, deadline.signal.reason]).toEqual([true, 'enough']);
  deadline.close();
});

test('does not fire after it was closed', async () => {
  const deadline = new ProbeDeadline(new Clock(20), undefined);
  deadline.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(deadline.signal.aborted).toBe(false);
});

test('a repetition that the end cuts short leaves what was said before', async () => {
  const server = await tcpServer(() => {});
  closers.push(server.close);
  const url = `ws://127.0.0.1:${server.port}/live`;
  const { endpoint } = await probeAndJudge({ url }, { limits: { scanMs: 1_500 }, timeoutMs: 900 });
  const [control] = endpoint.observations;
  expect([control?.error?.code, control?.retries]).toEqual(['no-answer', 0]);
});

test('what was proved before the end stays', async () => {
  const greetOnce: Behaviour = {
    connected: (socket, _origin, count) => void (count < 3 && socket.send('{"type":"hello"}')),
  };
  const { originPolicy, ms } = await judgedWithin(1_500, greetOnce);
  expect(originPolicy).toBe('missing');
  expect(ms).toBeLessThan(6_000);
});

test('what was being watched at the end is no refusal, and no silence', async () => {
  const silentToStrangers: Behaviour = {
    connected: (socket, origin) => void (own(origin) && socket.send('{"type":"hello"}')),
  };
  const { originPolicy, originPolicyReason, ms, gist } = await judgedWithin(700, silentToStrangers);
  expect(originPolicy).toBe('undetermined');
  expect(originPolicyReason).toContain('could not be watched to the end, as the time was over');
  expect(gist).toEqual(['control accepted 101', 'foreign accepted 101', 'control-again unreachable']);
  expect(ms).toBeLessThan(5_000);
});

test.each([
  [5_000, 'missing', 'stays connected just as silently'],
  [2_000, 'undetermined', 'could not be watched to the end, as the time was over'],
])('silence for all, cut off after %i ms: %s', async (scanMs, policy, words) => {
  const { originPolicy, originPolicyReason, ms } = await judgedWithin(scanMs, { connected: () => {} });
  expect([originPolicy, originPolicyReason]).toEqual([policy, expect.stringContaining(words)]);
  expect(ms).toBeLessThan(scanMs + 2_500);
});

test('nor is what was not answered by then', async () => {
  const server = await tcpServer(() => {});
  closers.push(() => Promise.resolve(server.close()));
  const url = `ws://127.0.0.1:${server.port}/`;
  const { originPolicy, endpoint, ms } = await probeAndJudge(
    { url },
    { limits: { scanMs: 300 }, timeoutMs: 10_000 },
  );
  expect(originPolicy).toBe('undetermined');
  expect(endpoint.observations.map(({ error }) => error?.code)).toEqual(['aborted']);
  expect(ms).toBeLessThan(5_000);
});
