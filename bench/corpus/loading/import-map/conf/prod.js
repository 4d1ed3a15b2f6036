export const url = 'wss://import-map.shop.test/ws';
