new WebSocket('wss://' + location.host + '/strict');
