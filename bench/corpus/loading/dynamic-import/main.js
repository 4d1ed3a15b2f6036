const { open } = await import('./lazy/socket.js');
open('dynamic.shop.test');
const page = 'checkout';
import(`./lazy/${page}.js`).then((module) => module.default());
