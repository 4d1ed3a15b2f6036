import { describe, expect, test } from 'vitest';
import { paho } from './paho.ts';
import { agreed, compare } from './testing/dialled.ts';

const use = (Client: string): string => `
  new ${Client}('mq.shop.test', 8083, 'id').connect({ onSuccess() {} });
  new ${Client}('secure.shop.test', 8084, '/ws', 'id').connect({ useSSL: true, userName: 'u' });
  const client = new ${Client}('wss://whole.shop.test:8084/mqtt', 'id');
  client.onMessageArrived = () => {};
  client.connect({ mqttVersion: 3 });
  new ${Client}(location.hostname, Number(location.port || 9001), 'id-' + Math.random()).connect();
  new ${Client}('unused.shop.test', 1, 'id').connect({ hosts: ['first.shop.test'], ports: [9001], useSSL: true });
`;
const expected = agreed(
  'ws://mq.shop.test:8083/mqtt mqtt',
  'wss://secure.shop.test:8084/ws mqtt',
  'wss://whole.shop.test:8084/mqtt mqttv3.1',
  'ws://shop.test:9001/mqtt mqtt',
  'wss://first.shop.test:9001/mqtt mqtt',
);

describe.each([{ minify: false }, { minify: true }])('Paho in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `import Paho from 'paho-mqtt'; ${use('Paho.Client')}`;
    expect(await compare(paho, { entry, minify })).toEqual(expected);
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import Paho from 'paho-mqtt'; window.kind = typeof Paho.Client;`;
    expect(await compare(paho, { entry, minify })).toEqual(agreed());
  });
});

test.each([true, false])('Paho from a CDN, read: %s', async (scriptsAreRead) => {
  const scripts = {
    'https://cdnjs.cloudflare.com/ajax/libs/paho-mqtt/1.1.0/paho-mqtt-min.js': 'paho-mqtt/paho-mqtt-min.js',
  };
  expect(await compare(paho, { scripts, inline: use('Paho.Client'), scriptsAreRead })).toEqual(expected);
});
