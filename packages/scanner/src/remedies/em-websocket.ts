import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer } from './signs.ts';

export default defineRemedy({
  id: 'em-websocket',
  name: 'em-websocket (Ruby)',
  recognise: byBareAnswer,
  signs:
    'The 101 has the headers Upgrade, Connection and Sec-WebSocket-Accept, and no Server or Date, like that of ws.',
  recipes: [
    {
      id: 'em-websocket',
      title: 'Close with 1008 in onopen',
      fixes: originRules,
      place: 'The block that is given every connection.',
      language: 'ruby',
      code: `socket.onopen do |handshake|
  socket.close(1008, 'origin not allowed') unless handshake.origin == 'https://shop.example'
end
`,
    },
  ],
  pitfalls: [
    'The 101 has been sent by then: nothing may be sent or subscribed to for a connection that is being closed.',
  ],
  links: ['https://github.com/igrigorik/em-websocket#readme'],
});
