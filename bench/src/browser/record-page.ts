/** Loads one page in a context of its own and keeps every WebSocket URL that it or its workers dial. */
import { setTimeout as delay } from 'node:timers/promises';
import { canonicalSocketUrl } from '../pages/canonical.ts';
import type { CorpusPage } from '../pages/page.ts';
import type { DevTools, ProtocolEvent } from '../../../lab/dist/browser/devtools.js';

const loadMs = 10_000;
const defaultSettleMs = 900;
/** Two recordings of a page that throws dice are to agree. */
const seededRandom =
  '{ let seed = 1; Math.random = () => (seed = (seed * 48271) % 2147483647) / 2147483647; }';

export interface Recording {
  /** Canonical, sorted, each once. */
  readonly sockets: readonly string[];
  /** Uncaught errors of the page: a page of the corpus is to have none that its label does not want. */
  readonly errors: readonly string[];
}

export async function recordPage(devtools: DevTools, page: CorpusPage): Promise<Recording> {
  const { browserContextId } = await devtools.send('Target.createBrowserContext');
  const sockets = new Set<string>();
  const errors: string[] = [];
  let onLoad = (): void => undefined;
  const loaded = new Promise<void>((resolve) => {
    onLoad = resolve;
  });
  const sessions = new Map<string, string>();
  const stop = devtools.listen((event) => {
    attach(devtools, event, sessions);
    if (event.method === 'Network.webSocketCreated') sockets.add(String(event.params.url));
    if (event.method === 'Runtime.exceptionThrown') errors.push(errorText(event));
    if (event.method === 'Page.loadEventFired') onLoad();
  });
  try {
    const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const session = await until(() => sessions.get(String(targetId)));
    await devtools.send('Page.enable', {}, session);
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: seededRandom }, session);
    await devtools.send('Page.navigate', { url: page.url }, session);
    await Promise.race([loaded, delay(loadMs)]);
    for (const selector of page.label.clicks ?? []) {
      await delay(300);
      await devtools.send(
        'Runtime.evaluate',
        { expression: `document.querySelector(${JSON.stringify(selector)}).click()` },
        session,
      );
    }
    await delay(page.label.settleMs ?? defaultSettleMs);
  } finally {
    stop();
    await devtools.send('Target.disposeBrowserContext', { browserContextId });
  }
  return {
    sockets: [...new Set([...sockets].map((url) => canonicalSocketUrl(url) ?? url))].toSorted(),
    errors,
  };
}

/** Every target, workers of all kinds included, stops at its first statement until its network is watched. */
function attach(devtools: DevTools, { method, params }: ProtocolEvent, sessions: Map<string, string>): void {
  if (method !== 'Target.attachedToTarget') return;
  const session = String(params.sessionId);
  const { targetId } = params.targetInfo as { targetId: string };
  const watch = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
  const ignore = (): void => undefined;
  devtools.send('Network.enable', {}, session).catch(ignore);
  devtools.send('Runtime.enable', {}, session).catch(ignore);
  devtools.send('Target.setAutoAttach', watch, session).catch(ignore);
  devtools.send('Runtime.runIfWaitingForDebugger', {}, session).catch(ignore);
  sessions.set(targetId, session);
}

function errorText({ params }: ProtocolEvent): string {
  const details = params.exceptionDetails as
    { text?: string; exception?: { description?: string } } | undefined;
  return (details?.exception?.description ?? details?.text ?? 'error').split('\n')[0] ?? 'error';
}

async function until<Value>(read: () => Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 200; tries++) {
    const value = read();
    if (value !== undefined) return value;
    await delay(25);
  }
  throw new Error('the browser did not attach to its page within five seconds');
}
