import { socketIoClient } from './socket-io-client.ts';

export interface ShopFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface ShopAddresses {
  /** Where the price ticker listens. */
  readonly prices: string;
  /** The help desk's widget: another party's socket. */
  readonly support: string;
}

/** Everything that the shop serves over HTTP, by path; `pageHeaders` go out with the page itself. */
export function shopFiles(
  addresses: ShopAddresses,
  pageHeaders: Readonly<Record<string, string>>,
): ReadonlyMap<string, ShopFile> {
  const html = { ...pageHeaders, 'Content-Type': 'text/html; charset=utf-8' };
  return new Map([
    ['/', { headers: html, text: page(addresses) }],
    ['/assets/chat.js', script(chatScript)],
    ['/assets/prices.js', script(pricesScript)],
    ['/assets/orders.js', script(ordersModule)],
    ['/assets/socket-url.js', script(socketUrlModule)],
    ['/assets/account.js', script(accountModule)],
    ['/assets/basket.js', script(basketScript)],
    ['/assets/support.js', script(supportScript)],
    ['/socket.io/socket.io.js', script(socketIoClient)],
  ]);
}

function script(text: string): ShopFile {
  return { headers: { 'Content-Type': 'text/javascript; charset=utf-8' }, text };
}

const page = ({ prices, support }: ShopAddresses): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>The Kettle Shop</title>
    <script type="application/json" id="shop-config">
      { "currency": "EUR", "prices": "${prices}" }
    </script>
    <script src="/assets/chat.js" defer></script>
    <script src="/assets/prices.js" defer></script>
    <script src="/socket.io/socket.io.js" defer></script>
    <script src="/assets/basket.js" defer></script>
    <script src="/assets/support.js" defer></script>
    <script src="/assets/orders.js" type="module"></script>
    <script src="/assets/account.js" type="module"></script>
  </head>
  <body data-support="${support}">
    <h1>The Kettle Shop</h1>
    <p>Enamel kettle, 2 litres: <output id="price">39.00</output> EUR</p>
    <p>Your basket: <output id="basket">empty</output></p>
    <p>Your orders: <output id="orders">none yet</output></p>
    <ol id="chat-log"></ol>
  </body>
</html>
`;

const chatScript = `// Chat with the shop. It used to be ws://chat.shop.test/live, before the move to TLS.
(function () {
  var address = location.hostname === 'localhost'
    ? 'ws://localhost:3000/chat'
    : 'wss://' + location.host + '/chat';
  var chat = new WebSocket(address);
  chat.onmessage = function (event) {
    var line = document.createElement('li');
    line.textContent = JSON.parse(event.data).text;
    document.getElementById('chat-log').append(line);
  };

  if (location.protocol === 'http:') {
    new WebSocket('ws://staging.shop.test/chat');
  }
})();
`;

const pricesScript = `var config = JSON.parse(document.getElementById('shop-config').textContent);
var ticker = new WebSocket(config.prices);
ticker.onmessage = function (event) {
  document.getElementById('price').textContent = JSON.parse(event.data).kettle;
};
`;

const ordersModule = `import { socketUrl } from './socket-url.js';

const orders = new WebSocket(socketUrl('/orders'));
orders.addEventListener('message', ({ data }) => {
  document.getElementById('orders').textContent = JSON.parse(data).open;
});
`;

const socketUrlModule = `export const socketUrl = (path) => location.origin.replace(/^http/, 'ws') + path;
`;

const accountModule = `const url = new URL('/account', location.href);
url.protocol = 'wss:';

const account = new WebSocket(url);
account.addEventListener('message', ({ data }) => {
  document.title = \`\${JSON.parse(data).name} · The Kettle Shop\`;
});
`;

const basketScript = `var basket = io({ transports: ['websocket'] });
basket.on('basket', function (state) {
  document.getElementById('basket').textContent = state.items + ' items';
});
`;

const supportScript = `var support = new WebSocket(document.body.dataset.support);
support.onopen = function () {
  support.send(JSON.stringify({ page: location.pathname }));
};
`;
