import { Server } from '@hocuspocus/server';

const page = `<!doctype html><title>Notes</title><script type="module">
import { HocuspocusProvider } from 'https://esm.sh/@hocuspocus/provider@3.4.4';
new HocuspocusProvider({ url: 'wss://' + location.host + '/', name: 'notes' });
</script>`;
const configuration = {
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  async onConnect({ requestHeaders }) {
    if (!requestHeaders.cookie?.includes('session=wssure-bench-visitor')) throw new Error('sign in first');
  },
  async onRequest({ response }) {
    response.setHeader('Content-Type', 'text/html').end(page);
    await Promise.reject();
  },
};

// <recipe>
const server = new Server(configuration);
// </recipe>

await server.listen();
console.log(`port ${server.address.port}`);
