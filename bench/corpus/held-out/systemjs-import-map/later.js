System.register(['./lazy.js'], function (e) {
  var L;
  return { setters: [function (m) { L = m.Lazy; }], execute: function () { e('go', function () { new L('/later').open(); }); } };
});
