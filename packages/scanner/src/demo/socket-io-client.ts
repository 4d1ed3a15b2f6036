/**
 * What the shop serves as `/socket.io/socket.io.js`: the least client that makes `io()` work in a browser
 * (WebSocket transport, main namespace), so that the demo needs no package and no internet.
 */
export const socketIoClient = `(function (global) {
  global.io = function io() {
    var listeners = {};
    var address = location.origin.replace(/^http/, 'ws') + '/socket.io/?EIO=4&transport=websocket';
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
  };
})(window);
`;
