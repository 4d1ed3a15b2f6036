const url = `wss://${location.host}/two`; new WebSocket(url);
