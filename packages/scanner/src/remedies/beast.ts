import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'beast',
  name: 'Boost.Beast (C++)',
  recognise: (sighting) => byHeader(sighting, 'Server', /\bBoost\.Beast\/\d/),
  signs: 'The 101 has the header "Server: Boost.Beast/300", unless a decorator replaces it.',
  recipes: [
    {
      id: 'beast',
      title: 'Answer 403 before the stream accepts',
      fixes: originRules,
      place: 'Between http::read of the request and accept of the stream.',
      language: 'cpp',
      code: `if (request[http::field::origin] != "https://shop.example") {
  http::response<http::string_body> refusal{http::status::forbidden, request.version()};
  refusal.keep_alive(false);
  refusal.prepare_payload();
  http::write(socket, refusal);
  return;
}
`,
    },
  ],
  pitfalls: [
    'accept() without a request reads it itself, and never shows it: read it with http::read and pass it on.',
    'In asynchronous code the refusal has to outlive async_write: keep it in the session.',
  ],
  links: ['https://www.boost.org/doc/libs/latest/libs/beast/doc/html/beast/using_websocket/handshaking.html'],
});
