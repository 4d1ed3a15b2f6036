const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch(request, server) {
    // <recipe>
    if (server.upgrade(request)) return;
    // </recipe>
    return new Response(null, { status: 404 });
  },
  websocket: {
    message: (socket, order) => void socket.send(`got ${order}`),
  },
});

console.log(`port ${server.port}`);
