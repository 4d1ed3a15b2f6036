new WebSocket('wss://written.shop.test/ws');
