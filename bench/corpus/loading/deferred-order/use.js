new WebSocket(window.base + window.path);
