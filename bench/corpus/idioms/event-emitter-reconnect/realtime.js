(function (global) {
  'use strict';
  function Emitter() { this._events = {}; }
  Emitter.prototype.on = function (name, fn) { (this._events[name] = this._events[name] || []).push(fn); return this; };
  Emitter.prototype.emit = function (name) {
    var args = Array.prototype.slice.call(arguments, 1);
    (this._events[name] || []).forEach(function (fn) { fn.apply(null, args); });
  };
  function Realtime(opts) {
    Emitter.call(this);
    this.opts = opts || {};
    this.url = normalise(this.opts.url || '/ws');
    this.tries = 0;
  }
  Realtime.prototype = Object.create(Emitter.prototype);
  Realtime.prototype.constructor = Realtime;
  Realtime.prototype.connect = function () {
    var self = this;
    var ws = (this.ws = new WebSocket(this.url));
    ws.onopen = function () { self.tries = 0; self.emit('open'); };
    ws.onmessage = function (e) { var m = JSON.parse(e.data); self.emit(m.type, m); };
    ws.onclose = function () { setTimeout(self.connect.bind(self), Math.min(30000, 500 * Math.pow(2, self.tries++))); };
    return this;
  };
  function normalise(path) {
    if (/^wss?:\/\//i.test(path)) return path;
    var secure = global.location.protocol === 'https:';
    return 'ws' + (secure ? 's' : '') + '://' + global.location.host + (path.charAt(0) === '/' ? path : '/' + path);
  }
  global.Realtime = Realtime;
})(this);
