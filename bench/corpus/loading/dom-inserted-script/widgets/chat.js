new WebSocket('wss://widget.shop.test/chat');
