new WebSocket('/from-cdn');
