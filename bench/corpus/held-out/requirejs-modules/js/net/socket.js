define(['./log', 'exports', 'module'], function (log) {
  function Socket(url) {
    this.url = url;
  }
  Socket.prototype.open = function () {
    log('open');
    this.socket = new WebSocket(this.url);
  };
  return Socket;
});
