var url = "wss://".concat(location.host, "/two"); new WebSocket(url);
