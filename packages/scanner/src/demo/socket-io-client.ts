/**
 * What the shop serves as `/socket.io/socket.io.js`: the least client that makes `io()` work in a browser
 * (WebSocket transport, main namespace), so that the demo needs no package and no internet. Its option names
 * are those of the real client, by which a scan recognises it.
 */
export const socketIoClient = `(function (global) {
  var connections = {};

  function parse(uri) {
    var url = new URL(uri || '/', location.href);
    return { origin: url.origin, queryKey: url.search.slice(1) };
  }

  function connect(origin, query) {
    var listeners = {};
    var address = origin.replace(/^http/, 'ws') + '/socket.io/?EIO=4&transport=websocket' + (query ? '&' + query : '');
    var transport = new WebSocket(address);
    transport.onmessage = function (message) {
      var packet = String(message.data);
      if (packet[0] === '0') transport.send('40');
      if (packet === '2') transport.send('3');
      if (packet.slice(0, 2) !== '42') return;
      var event = JSON.parse(packet.slice(2));
      (listeners[event[0]] || []).forEach(function (listener) { listener(event[1]); });
    };
    return {
      on: function (name, listener) { (listeners[name] = listeners[name] || []).push(listener); },
      emit: function (name, data) { transport.send('42' + JSON.stringify([name, data])); },
    };
  }

  global.io = function io(uri, opts) {
    if (typeof uri === 'object') { opts = uri; uri = undefined; }
    opts = opts || {};
    var parsed = parse(uri);
    if (opts.forceNew || opts['force new connection'] || opts.multiplex === false) {
      return connect(parsed.origin, opts.query || parsed.queryKey);
    }
    return connections[parsed.origin] || (connections[parsed.origin] = connect(parsed.origin, opts.query || parsed.queryKey));
  };
})(window);
`;
