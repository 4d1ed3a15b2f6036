new WebSocket('wss://fine.shop.test/ws');
