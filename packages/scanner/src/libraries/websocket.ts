import { defineLibrary } from './library.ts';

/** The browser's own constructor. Its calls are recognised by the evaluator itself: it is part of the language's realm. */
export const websocket = defineLibrary({
  id: 'websocket',
  name: 'WebSocket',
  docs: 'https://websockets.spec.whatwg.org/',
});
