self.addEventListener('install', () => self.skipWaiting());
const ws = new WebSocket('wss://sw.shop.test/push');
