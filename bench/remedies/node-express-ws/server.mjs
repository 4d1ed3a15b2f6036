import express from 'express';
import expressWs from 'express-ws';

const app = express();

// <recipe>
expressWs(app);
// </recipe>

app.get('/', (request, response) => {
  response.send(
    '<!doctype html><title>Shop</title><script>new WebSocket(`wss://${location.host}/live`)</script>',
  );
});
app.ws('/live', (socket) => {
  socket.on('message', (order) => socket.send(`got ${order}`));
});

const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
