const { WebSocketExpress, Router } = require('websocket-express');
const { mode, page, tell } = require('./start.cjs');

const app = new WebSocketExpress();
const router = new Router();
router.ws('/live', async (request, response) => {
  if (mode === 'exact' && request.headers.origin !== page) return response.sendError(403);
  const socket = await response.accept();
  return socket.send('hello');
});
app.use(router);
const server = app.listen(0, '127.0.0.1', () => tell(server.address().port));
