import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer } from './signs.ts';

export default defineRemedy({
  id: 'faye-websocket',
  name: 'faye-websocket (Ruby)',
  recognise: byBareAnswer,
  signs:
    'The 101 has the headers Upgrade, Connection and Sec-WebSocket-Accept, and no Server or Date, like that of ws.',
  recipes: [
    {
      id: 'faye-websocket',
      title: 'Answer 403 before the socket is made',
      fixes: originRules,
      place: 'The Rack application, before Faye::WebSocket.new(env).',
      language: 'ruby',
      code: `unless ['https://shop.example'].include?(env['HTTP_ORIGIN'])
  return [403, { 'Content-Type' => 'text/plain' }, ['origin not allowed']]
end
`,
    },
  ],
  pitfalls: [
    'Faye::WebSocket.new(env) takes the connection over and answers 101: a check after it is late.',
    'rack-cors and rack-protection leave the handshake alone.',
  ],
  links: ['https://github.com/faye/faye-websocket-ruby#handling-websocket-connections-in-rack'],
});
