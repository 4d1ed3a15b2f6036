import { jsonObject } from './json-messages.ts';
import { defineLibrary, type Conversation } from './library.ts';

const hello = JSON.stringify({
  command: 'hello',
  protocols: ['http://livereload.com/protocols/official-7'],
  ver: '3.0.0',
});

/** LiveReload protocol 7: both sides say `hello`; some servers only once the client has. */
const conversation: Conversation = {
  reply: (_received, sent) => (sent === 0 ? hello : null),
  read: (received) =>
    received.some((message) => jsonObject(message)?.['command'] === 'hello') ? 'open' : 'waiting',
  isOwn: (message) => jsonObject(message)?.['command'] === 'hello',
};

/** Known by the path of its socket: its client is a script of its own, which a development server puts into pages. */
export const livereload = defineLibrary({
  id: 'livereload',
  name: 'LiveReload',
  docs: 'https://github.com/livereload/livereload-js',
  conversation,
});
