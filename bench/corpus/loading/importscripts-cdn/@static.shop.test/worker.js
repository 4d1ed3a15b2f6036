new WebSocket('wss://blob-import.shop.test/ws');
