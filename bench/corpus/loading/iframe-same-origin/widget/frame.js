new WebSocket('wss://' + location.host + '/frame');
new WebSocket('rel');
