import type { ObservedMessage } from '../artifacts.ts';
import type { Conversation, Session } from './library.ts';

const connect = 0x10;
const connectAck = 0x20;
const cleanSession = 0x02;
const keepAliveSeconds = 60;

/**
 * MQTT 3.1 and 3.1.1, CONNECT and CONNACK (sections 3.1 and 3.2), without a user name. The messages of the
 * WebSocket are pieces of one stream of bytes (section 6). A client id of its own each
 * time: a broker closes the connection of a client whose id comes again.
 */
export const mqttConversation: Conversation = {
  protocols: ['mqtt'],
  reply: (_received, sent, session) => (sent === 0 ? connectPacket(session) : null),
  read: (received) => {
    const stream = Buffer.concat(received.filter(({ binary }) => binary).map(bytesOf));
    if (stream[0] !== connectAck || stream.length < 4) return 'waiting';
    return stream[3] === 0 ? 'open' : 'refused';
  },
  // After the acknowledgement a broker sends nothing of its own but answers to pings, of two bytes.
  isOwn: (message) => message.binary && (message.bytes <= 4 || bytesOf(message)[0] === connectAck),
};

function bytesOf({ data }: ObservedMessage): Buffer {
  return Buffer.from(data, 'base64');
}

function connectPacket({ protocol }: Session): Buffer {
  const level = protocol === 'mqttv3.1' ? 3 : 4;
  const body = Buffer.concat([
    prefixed(level === 3 ? 'MQIsdp' : 'MQTT'),
    Buffer.of(level, cleanSession, 0, keepAliveSeconds),
    prefixed(`wssure-${Math.random().toString(36).slice(2, 10)}`),
  ]);
  return Buffer.concat([Buffer.of(connect, body.length), body]);
}

function prefixed(text: string): Buffer {
  return Buffer.concat([Buffer.of(0, text.length), Buffer.from(text, 'latin1')]);
}
