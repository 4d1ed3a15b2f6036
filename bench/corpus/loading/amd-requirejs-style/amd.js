define('settings', [], function () { return { url: 'wss://amd.shop.test/ws' }; });
define('socket', ['settings'], function (settings) { return function () { return new WebSocket(settings.url); }; });
require(['socket'], function (open) { open(); });
