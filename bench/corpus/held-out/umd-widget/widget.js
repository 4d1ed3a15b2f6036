(function (root, factory) { if (typeof define === 'function' && define.amd) define([], factory); else if (typeof module === 'object' && module.exports) module.exports = factory(); else root.Widget = factory(); })(typeof self !== 'undefined' ? self : this, function () {
  function Widget(sel, o) { this.el = document.querySelector(sel); this.o = o; this.open(); }
  Widget.prototype.open = function () { var a = document.createElement('a'); a.href = this.o.endpoint; this.s = new WebSocket(a.href.replace(/^http/, 'ws')); };
  return { create: function (s, o) { return new Widget(s, o); } };
});
