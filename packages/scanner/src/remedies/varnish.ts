import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader, byPageHeader } from './signs.ts';

export default defineRemedy({
  id: 'varnish',
  name: 'Varnish',
  recognise: (sighting) =>
    byHeader(sighting, 'X-Varnish', /^\d/) ??
    byHeader(sighting, 'Via', /\bvarnish\b/i) ??
    byPageHeader(sighting, 'X-Varnish', /^\d/),
  signs: 'The page and refusals have the header X-Varnish; a 101 comes through it unchanged.',
  recipes: [
    {
      id: 'varnish-origin',
      title: 'Refuse foreign Origins in Varnish',
      fixes: originRules,
      place: 'In vcl_recv, before the line that pipes upgrade requests, with the path of the socket.',
      language: 'vcl',
      code: `# A page polls its own origin without an Origin header; a handshake has one.
if (req.url ~ "^/live" && req.http.Origin != "https://shop.example"
    && (req.http.Origin || req.http.Upgrade)) {
  return (synth(403));
}
`,
    },
  ],
  pitfalls: [
    'Varnish drops the headers of a connection: a pipe opens sockets only where vcl_pipe sets bereq.http.Upgrade and bereq.http.Connection from req.',
    'What is piped is not looked at again: a return (pipe) that stands before this lets every Origin through.',
    'An application that listens on every address can still be reached around Varnish: bind it to 127.0.0.1.',
  ],
  links: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-example-websockets.html'],
});
