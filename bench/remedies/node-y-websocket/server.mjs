import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { setupWSConnection } from 'y-websocket/bin/utils';

const page = `<!doctype html><title>Notes</title><script type="module">
import { WebsocketProvider } from 'https://esm.sh/y-websocket@2.1.0';
new WebsocketProvider('wss://' + location.host, 'notes', {});
</script>`;
const server = createServer((request, response) => {
  response.setHeader('Content-Type', 'text/html').end(page);
});

// <recipe>
const sockets = new WebSocketServer({ server });
// </recipe>

sockets.shouldHandle = ({ headers }) => headers.cookie?.includes('session=wssure-bench-visitor');
sockets.on('connection', setupWSConnection);

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
