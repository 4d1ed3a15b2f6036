import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'mojolicious',
  name: 'Mojolicious (Perl)',
  recognise: (sighting) => byHeader(sighting, 'Server', /^Mojolicious\b/),
  signs: 'The 101 has the header "Server: Mojolicious (Perl)".',
  recipes: [
    {
      id: 'mojolicious',
      title: 'Render 403 for foreign Origins',
      fixes: originRules,
      place: 'The start of the action of a websocket route.',
      language: 'perl',
      code: `my %allowed_origins = ('https://shop.example' => 1);
return $c->render(text => 'Forbidden', status => 403)
  unless $allowed_origins{$c->req->headers->origin // ''};
`,
    },
  ],
  pitfalls: [
    'What is rendered in place of the handshake is the answer to it; after the first send or on it would be too late.',
    'Many sockets share the check in an under, which guards the pages of the same group too, and those are asked for without an Origin.',
  ],
  links: ['https://docs.mojolicious.org/Mojolicious/Guides/Tutorial#WebSockets'],
});
