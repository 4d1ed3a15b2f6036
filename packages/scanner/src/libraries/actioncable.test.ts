import { describe, expect, test } from 'vitest';
import { actioncable } from './actioncable.ts';
import { agreed, compare } from './testing/dialled.ts';

const protocols = 'actioncable-v1-json actioncable-unsupported';

describe.each([{ minify: false }, { minify: true }])('Action Cable in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { createConsumer } from '@rails/actioncable';
      for (const consumer of [createConsumer(), createConsumer('/realtime'), createConsumer('https://api.shop.test/cable'), createConsumer('ws://plain.shop.test/cable')])
        consumer.subscriptions.create('ChatChannel', { received() {} });
    `;
    expect(await compare(actioncable, { entry, minify })).toEqual(
      agreed(
        `wss://shop.test/cable ${protocols}`,
        `wss://shop.test/realtime ${protocols}`,
        `wss://api.shop.test/cable ${protocols}`,
        `ws://plain.shop.test/cable ${protocols}`,
      ),
    );
  });

  test("dials where the page's meta element says", async () => {
    const entry = `
      import { createConsumer } from '@rails/actioncable';
      createConsumer().subscriptions.create({ channel: 'ChatChannel' });
    `;
    const head = '<meta name="action-cable-url" content="https://cable.shop.test/cable?a=1">';
    expect(await compare(actioncable, { entry, minify, head })).toEqual(
      agreed(`wss://cable.shop.test/cable?a=1 ${protocols}`),
    );
  });

  test('dials when a consumer is told to connect', async () => {
    const entry = `
      import { createConsumer } from '@rails/actioncable';
      createConsumer(() => '/' + 'later').connect();
    `;
    expect(await compare(actioncable, { entry, minify })).toEqual(
      agreed(`wss://shop.test/later ${protocols}`),
    );
  });

  test('tells nothing of a consumer without subscriptions, as Rails makes it on every page', async () => {
    const entry = `import { createConsumer } from '@rails/actioncable'; window.App = { cable: createConsumer() };`;
    expect(await compare(actioncable, { entry, minify })).toEqual(agreed());
  });

  test('tells nothing of a consumer that is never made', async () => {
    const entry = `import { createConsumer } from '@rails/actioncable'; window.kind = typeof createConsumer;`;
    expect(await compare(actioncable, { entry, minify })).toEqual(agreed());
  });
});

test.each([
  {
    version: '8',
    url: 'https://shop.test/assets/actioncable-0123456789abcdef.js',
    file: '@rails/actioncable/app/assets/javascripts/actioncable.js',
    scriptsAreRead: true,
  },
  {
    version: '8',
    url: 'https://cdn.shop.test/assets/actioncable-0123456789abcdef.js',
    file: '@rails/actioncable/app/assets/javascripts/actioncable.js',
    scriptsAreRead: false,
  },
  {
    version: '5',
    url: 'https://shop.test/assets/action_cable.js',
    file: 'actioncable/lib/assets/compiled/action_cable.js',
    scriptsAreRead: true,
  },
  {
    version: '5',
    url: 'https://cdn.shop.test/assets/action_cable.js',
    file: 'actioncable/lib/assets/compiled/action_cable.js',
    scriptsAreRead: false,
  },
])('Action Cable $version as an asset, read: $scriptsAreRead', async ({ url, file, scriptsAreRead }) => {
  const inline = `(function () { this.App || (this.App = {}); App.cable = ActionCable.createConsumer(); }).call(this); App.cable.subscriptions.create('ChatChannel');`;
  expect(await compare(actioncable, { scripts: { [url]: file }, inline, scriptsAreRead })).toEqual(
    agreed(`wss://shop.test/cable ${protocols}`),
  );
});
