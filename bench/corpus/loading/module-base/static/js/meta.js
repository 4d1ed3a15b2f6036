const url = new URL('../socket', import.meta.url);
url.protocol = 'wss:';
new WebSocket(url);
