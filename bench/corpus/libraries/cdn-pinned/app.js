(() => {
  const socket = io({ path: '/live/socket.io', transports: ['websocket'], auth: { room: 'a' } });
  socket.on('connect', () => console.log(socket.id));
})();
