import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'node-hocuspocus',
  name: 'Hocuspocus (Node.js)',
  recognise: ({ endpoint }) =>
    endpoint.library === 'hocuspocus'
      ? { certainty: 'named', by: 'the client of Hocuspocus in the page, which only its server answers' }
      : null,
  signs: 'The page makes a HocuspocusProvider, and the server answers its authentication.',
  recipes: [
    {
      id: 'node-hocuspocus',
      title: 'Refuse the upgrade in an extension',
      fixes: originRules,
      place: 'Where the Server is made; configuration is what it was given before.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
const originCheck = {
  async onUpgrade({ request, socket }) {
    if (allowedOrigins.has(request.headers.origin)) return;
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
    // An empty rejection says that the upgrade has been dealt with.
    await Promise.reject();
  },
};
const server = new Server({
  ...configuration,
  extensions: [originCheck, ...(configuration.extensions ?? [])],
});
`,
    },
  ],
  pitfalls: [
    'onAuthenticate sees a token, if one is asked for, and not the website that opened the socket.',
    'A rejection with an error is thrown on by the server: reject with nothing.',
  ],
  links: ['https://tiptap.dev/docs/hocuspocus/server/hooks#onupgrade'],
});
