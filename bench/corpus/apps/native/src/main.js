import { create } from './transports.js';

const chat = create('chat', 'blue room');
chat.onMessage(({ data }) => console.log(data));

(async () => {
  try {
    await chat.open();
    for (const name of ['prices', 'news']) await create('feed', name).open();
    await create('feed', 'plc', { host: 'plc.shop.test:8080', secure: false }).open();
  } finally {
    document.title = 'ready';
  }
})();
