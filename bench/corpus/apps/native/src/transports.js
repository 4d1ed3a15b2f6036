import { Transport } from './transport.js';

export class ChatTransport extends Transport {
  protocols = ['chat.v2'];

  constructor(room) {
    super({ query: { room, v: '2' } });
    this.room = room;
  }

  path() {
    return `/chat/${encodeURIComponent(this.room)}`;
  }
}

export class FeedTransport extends Transport {
  constructor(name, options) {
    super({ host: 'feeds.shop.test', ...options });
    this.name = name;
  }

  async prepare() {
    await Promise.resolve();
  }

  path() {
    return ['', 'feeds', this.name].join('/');
  }
}

const registry = { chat: ChatTransport, feed: FeedTransport };

export const create = (kind, ...args) => new registry[kind](...args);
