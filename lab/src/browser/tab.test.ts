import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DevTools, hasBrowser } from './devtools.ts';
import { Tab } from './tab.ts';

const page = `<!doctype html><title>form</title><meta name="viewport" content="width=device-width">
<form action="/sent"><label>Name <input name="name"></label><button>Send</button></form>
<p id="script">off</p><script>document.querySelector('#script').textContent = 'on'</script>
<p id="scheme"></p><style>@media (prefers-color-scheme: dark) { #scheme::before { content: "dark" } }</style>`;

describe.skipIf(!hasBrowser)('a tab', () => {
  let server: Server;
  let devtools: DevTools;
  let origin: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.setHeader('content-type', 'text/html');
      if (request.url === '/strict') response.setHeader('content-security-policy', "default-src 'none'");
      response.end(request.url?.startsWith('/sent') ? `<p>${request.url}</p>` : page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    devtools = new DevTools();
  });
  afterAll(async () => {
    await devtools.close();
    server.close();
  });

  test('fills in a form and follows it', async () => {
    const tab = await Tab.open(devtools, { width: 390 });
    await tab.goTo(origin);
    expect([await tab.text('#script'), await tab.evaluate('innerWidth')]).toEqual(['on', 390]);
    await tab.type('input', 'a b');
    await tab.afterLoad(() => tab.click('button'));
    expect(await tab.text('p')).toBe('/sent?name=a+b');
    expect(tab.complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await tab.close();
  });

  test('is a visitor without script, in the dark, and takes a picture of that', async () => {
    const tab = await Tab.open(devtools, { width: 1280, scheme: 'dark', script: false });
    await tab.goTo(origin);
    expect(await tab.text('#script')).toBe('off');
    expect(
      await tab.evaluate(`getComputedStyle(document.querySelector('#scheme'), '::before').content`),
    ).toBe('"dark"');
    const picture = await tab.picture();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    await tab.close();
  });

  test('hears what a policy forbids', async () => {
    const tab = await Tab.open(devtools, { width: 1280 });
    await tab.goTo(`${origin}/strict`);
    await tab.until(() => tab.complaints.length > 1, 'complaints');
    expect(tab.complaints.join('\n')).toMatch(/Content Security Policy/);
    await tab.close();
  });
});
