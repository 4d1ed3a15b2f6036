import { urlOf } from './urls.js';
export const HOST = 'cycle.shop.test';
export const client = { open: () => new WebSocket(urlOf('x')) };
