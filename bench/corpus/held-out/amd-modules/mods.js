define('cfg', [], function () { return { root: 'wss://amd.shop.test' }; });
define('net', ['cfg'], function (cfg) { function Net(p) { this.p = p; } Net.prototype.open = function () { return new WebSocket(cfg.root + this.p); }; return Net; });
define('app', ['net'], function (Net) { return { start: function () { new Net('/app').open(); } }; });
