import { config } from './config.js';
import { OrderFeed } from './orders.js';
import { watchStock } from './stock.js';

const root = document.getElementById('orders');
const feed = new OrderFeed({ reconnectionAttempts: 5 });
feed.on('created', ({ id }) => root.append(`order ${id}`));
feed.start();
watchStock((stock) => {
  if (config.debug) console.debug('stock', stock);
});
