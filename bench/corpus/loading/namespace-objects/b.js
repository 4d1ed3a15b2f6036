Shop.net = (function () {
  var sockets = {};
  return { open: function (name) { return (sockets[name] = new WebSocket(Shop.settings.ws + '/ns/' + name)); } };
})();
