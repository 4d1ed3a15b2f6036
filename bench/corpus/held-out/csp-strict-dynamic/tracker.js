new WebSocket('wss://tracker.shop.test/');
