self.onmessage = function (event) {
  if (event.data.type === 'connect') new WebSocket(event.data.url);
};
