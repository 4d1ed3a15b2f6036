import { setTimeout as delay } from 'node:timers/promises';
import type { DevTools, ProtocolEvent } from './devtools.ts';

const waitMs = 20_000;

export interface View {
  /** CSS pixels. */
  readonly width: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** False as for a visitor who has turned JavaScript off; the tab's own `evaluate` goes on working. */
  readonly script?: boolean;
}

/** One tab of a browser, in a context of its own: no cookie, no storage, no cache of another. */
export class Tab {
  readonly #devtools: DevTools;
  readonly #session: string;
  readonly #context: string;
  readonly #stop: () => void;
  /** What the page's console and its policies complained about. */
  readonly complaints: string[] = [];
  #loads = 0;

  private constructor(devtools: DevTools, session: string, context: string) {
    this.#devtools = devtools;
    this.#session = session;
    this.#context = context;
    this.#stop = devtools.listen((event) => {
      if (event.sessionId === session) this.#watch(event);
    });
  }

  static async open(devtools: DevTools, view: View): Promise<Tab> {
    const { browserContextId } = await devtools.send('Target.createBrowserContext');
    const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new Tab(devtools, String(sessionId), String(browserContextId));
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tab.send(`${domain}.enable`);
    await tab.show(view);
    return tab;
  }

  send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    return this.#devtools.send(method, params, this.#session);
  }

  async show({ width, height = 900, scheme = 'light', script = true }: View): Promise<void> {
    const mobile = width < 700;
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
    await this.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    await this.send('Emulation.setScriptExecutionDisabled', { value: !script });
  }

  /** Goes to a URL and waits until it is loaded. */
  async goTo(url: string): Promise<void> {
    await this.afterLoad(() => this.send('Page.navigate', { url }));
  }

  /** Does something that leads to another page, and waits until that is loaded. */
  async afterLoad(act: () => Promise<unknown>): Promise<void> {
    const before = this.#loads;
    await act();
    await this.until(() => this.#loads > before, 'the page to load');
  }

  /** The value of an expression in the page, as JSON carries it. Throws what the expression throws. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    const thrown = answer.exceptionDetails as
      { text: string; exception?: { description?: string } } | undefined;
    if (thrown) throw new Error(thrown.exception?.description ?? thrown.text);
    return (answer.result as { value?: unknown }).value;
  }

  /** What the reader sees of the first element that a selector finds; empty without one. */
  async text(selector: string): Promise<string> {
    const found = await this.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`);
    return String(found);
  }

  /** Clicks in the middle of an element, as a person does. */
  async click(selector: string): Promise<void> {
    const box = await this.evaluate(
      `(() => { const element = document.querySelector(${JSON.stringify(selector)}); if (!element) return null;
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = element.getClientRects()[0];
        return { x: x + width / 2, y: y + height / 2 }; })()`,
    );
    if (box === null) throw new Error(`nothing to click: ${selector}`);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', {
        type,
        ...(box as object),
        button: 'left',
        clickCount: 1,
      });
    }
  }

  /** Types into an element. */
  async type(selector: string, text: string): Promise<void> {
    await this.evaluate(`document.querySelector(${JSON.stringify(selector)}).focus()`);
    await this.send('Input.insertText', { text });
  }

  async press(key: string): Promise<void> {
    const code = key === 'Enter' ? { windowsVirtualKeyCode: 13, text: '\r' } : {};
    const tab = key === 'Tab' ? { windowsVirtualKeyCode: 9 } : {};
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...code, ...tab });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, ...code, ...tab });
  }

  /** A picture of the whole page, PNG. */
  async picture(): Promise<Buffer> {
    const { cssContentSize } = await this.send('Page.getLayoutMetrics');
    const { width, height } = cssContentSize as { width: number; height: number };
    const { data } = await this.send('Page.captureScreenshot', {
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height: Math.min(height, 12_000), scale: 1 },
    });
    return Buffer.from(String(data), 'base64');
  }

  /** Waits until something holds; throws what was waited for. */
  async until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + waitMs;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited ${waitMs / 1000} s for ${what}`);
      await delay(40);
    }
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#devtools.send('Target.disposeBrowserContext', { browserContextId: this.#context });
  }

  #watch({ method, params }: ProtocolEvent): void {
    if (method === 'Page.loadEventFired') this.#loads++;
    if (method === 'Log.entryAdded') {
      const { level, text } = params.entry as { level: string; text: string };
      if (level === 'warning' || level === 'error') this.complaints.push(text);
    }
    if (method === 'Runtime.exceptionThrown') this.complaints.push(JSON.stringify(params.exceptionDetails));
  }
}
