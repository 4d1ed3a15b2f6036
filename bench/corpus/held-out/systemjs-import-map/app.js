System.register(['conf', './lazy.js'], function (_export, _context) {
  'use strict';
  var conf, Lazy;
  return {
    setters: [function (m) { conf = m.default; }, function (m) { Lazy = m.Lazy; }],
    execute: function () {
      new WebSocket(conf.url);
      new Lazy('/now').open();
      _context.import('./later.js').then(function (m) { m.go(); });
    },
  };
});
