new WebSocket('wss://never.shop.test/');
