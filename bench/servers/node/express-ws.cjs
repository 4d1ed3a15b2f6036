const express = require('express');
const { mode, page, tell } = require('./start.cjs');

const app = express();
require('express-ws')(app);
app.ws('/live', (socket, request) => {
  if (mode === 'close' && request.headers.origin !== page) return socket.close(1008, 'not from here');
  return socket.send('hello');
});
const server = app.listen(0, '127.0.0.1', () => tell(server.address().port));
