import { io } from 'socket.io-client';
import { config } from './config.js';

export class OrderFeed {
  listeners = new Map();

  constructor(options = {}) {
    this.options = { transports: ['websocket'], path: config.orders.path, query: { client: 'web' }, ...options };
  }

  start() {
    this.socket = io(`${config.orders.host}/orders`, this.options);
    this.socket.on('order', (order) => this.listeners.get(order.type)?.forEach((listener) => listener(order)));
    return this;
  }

  on(type, listener) {
    if (!this.listeners.has(type)) this.listeners.set(type, new Set());
    this.listeners.get(type).add(listener);
  }
}
