import { createServer } from 'node:http';
import sockjs from 'sockjs';

const feed = sockjs.createServer({ log: () => {} });
feed.on('connection', (connection) => connection.write('orders: one'));

const server = createServer();
feed.installHandlers(server, { prefix: '/feed' });
asksForSession(server);

// <recipe>
// </recipe>

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));

/** The application's own login, which stands in front of SockJS as the check of the Origin has to. */
function asksForSession(server) {
  for (const event of ['upgrade', 'request']) {
    const [handle] = server.listeners(event);
    server.removeAllListeners(event);
    server.on(event, (request, answer, head) => {
      if (request.headers.cookie?.includes('session=wssure-bench-visitor')) {
        handle.call(server, request, answer, head);
      } else if (event === 'request') answer.writeHead(401).end();
      else answer.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
  }
}
