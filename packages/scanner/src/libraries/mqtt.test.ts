import { describe, expect, test } from 'vitest';
import { mqtt } from './mqtt.ts';
import { agreed, compare } from './testing/dialled.ts';

describe('MQTT.js from a CDN', () => {
  test.each([true, false])('5, read: %s', async (scriptsAreRead) => {
    const page = {
      scripts: { 'https://unpkg.com/mqtt@5.16.0/dist/mqtt.min.js': 'mqtt/dist/mqtt.min.js' },
      inline: `
        const { connect } = mqtt;
        mqtt.connect('wss://mq.shop.test:8084/mqtt', { username: 'u', password: 'p' });
        mqtt.connectAsync('ws://later.shop.test:8083/mqtt').catch(() => {});
        connect('mqtts://secure.shop.test/dropped');
        connect('mqtt://plain.shop.test');
        connect('/mqtt');
        connect({ host: 'options.shop.test', port: 9001 });
        connect({ hostname: 'named.shop.test', protocol: 'wss', port: 8884, path: '/ws' });
        connect('wss://replaced.shop.test/a', { path: '/b', port: 9002, protocolId: 'MQIsdp', protocolVersion: 3 });
        connect({ protocol: 'wss', path: '/own' });
      `,
      scriptsAreRead,
    };
    expect(await compare(mqtt, page)).toEqual(
      agreed(
        'wss://mq.shop.test:8084/mqtt mqtt',
        'ws://later.shop.test:8083/mqtt mqtt',
        'wss://secure.shop.test/ mqtt',
        'ws://plain.shop.test/ mqtt',
        'wss://shop.test/mqtt mqtt',
        'ws://options.shop.test:9001/ mqtt',
        'wss://named.shop.test:8884/ws mqtt',
        'wss://replaced.shop.test:9002/b mqttv3.1',
        'wss://shop.test/own mqtt',
      ),
    );
  });

  test.each([true, false])('4, which takes WebSocket schemes only, read: %s', async (scriptsAreRead) => {
    const page = {
      scripts: { 'https://unpkg.com/mqtt@4.3.8/dist/mqtt.min.js': 'mqtt-4/dist/mqtt.min.js' },
      inline: `
        mqtt.connect('ws://mq.shop.test:8083/mqtt?v=1', { clientId: 'a' });
        mqtt.connect({ protocol: 'wss', hostname: 'named.shop.test', path: '/ws' });
        mqtt.connect({ protocol: 'ws', host: 'ignored.shop.test', port: 9001 });
      `,
      scriptsAreRead,
    };
    expect(await compare(mqtt, page)).toEqual(
      agreed(
        'ws://mq.shop.test:8083/mqtt?v=1 mqtt',
        'wss://named.shop.test/ws mqtt',
        'ws://localhost:9001/ mqtt',
      ),
    );
  });
});

describe('MQTT.js in a bundle', () => {
  test('dials where the real client dials', async () => {
    const entry = `
      import mqtt from 'mqtt';
      mqtt.connect('wss://mq.shop.test/mqtt');
      mqtt.connectAsync('wss://later.shop.test/mqtt').catch(() => {});
    `;
    expect(await compare(mqtt, { entry, minify: true })).toEqual(
      agreed('wss://mq.shop.test/mqtt mqtt', 'wss://later.shop.test/mqtt mqtt'),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `import mqtt from 'mqtt'; window.kind = typeof mqtt.connect;`;
    expect(await compare(mqtt, { entry, minify: true })).toEqual(agreed());
  });
});
