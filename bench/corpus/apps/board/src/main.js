import { settings } from './settings.js';

const worker = new Worker(new URL('./prices.worker.js', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }) => (document.title = data));

async function start() {
  const [{ subscribe }, { openBus }] = await Promise.all([import('./graphql.js'), import('./bus.js')]);
  subscribe(settings.graphql);
  openBus(settings.bus);
}

start();
