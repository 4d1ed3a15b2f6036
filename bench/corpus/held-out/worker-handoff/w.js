self.addEventListener('message', function (e) { switch (e.data.type) { case 'init': start(e.data.payload); break; } });
function start(o) { var s = new WebSocket(o.url); s.onmessage = function (m) { self.postMessage(m.data); }; }
