import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'libsoup',
  name: 'libsoup 3 (C, GNOME)',
  recognise: (sighting) => byHeader(sighting, 'Server', /\blibsoup\/\d/),
  signs: 'The 101 has "libsoup/3.2.3" in the header Server, where the program asks for that.',
  recipes: [
    {
      id: 'libsoup',
      title: 'Give the handler its Origin',
      fixes: originRules,
      place: 'Where the WebSocket handler is added.',
      language: 'c',
      code: `soup_server_add_websocket_handler(server, "/live", "https://shop.example", NULL, opened, NULL, NULL);
`,
    },
  ],
  pitfalls: [
    'NULL in the place of the origin lets every website in.',
    'The handler takes one origin: for several, add a handler for each path, or compare in an early handler of the server.',
  ],
  links: ['https://libsoup.gnome.org/libsoup-3.0/method.Server.add_websocket_handler.html'],
});
