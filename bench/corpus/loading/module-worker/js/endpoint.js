export const endpoint = 'wss://module-worker.shop.test/ws';
