import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byWords } from './signs.ts';

export default defineRemedy({
  id: 'actioncable',
  name: 'Action Cable (Ruby on Rails)',
  recognise: (sighting) => byWords(sighting, /^\{"type":"(?:welcome"\}|disconnect","reason":)/),
  signs: 'The first message is {"type":"welcome"}.',
  recipes: [
    {
      id: 'actioncable',
      title: 'List the origins in allowed_request_origins',
      fixes: originRules,
      place: 'config/environments/production.rb, where the check was switched off.',
      language: 'ruby',
      code: `config.action_cable.disable_request_forgery_protection = false
config.action_cable.allowed_request_origins = ['https://shop.example']
config.action_cable.allow_same_origin_as_host = false
`,
    },
  ],
  pitfalls: [
    'allow_same_origin_as_host compares the Origin with the scheme and Host as Rails sees them: behind a proxy that ends TLS without X-Forwarded-Proto it lets the page on http:// in and refuses the one on https://.',
    'A regular expression in the list needs \\A and \\z, and its dots escaped.',
  ],
  links: ['https://guides.rubyonrails.org/action_cable_overview.html#allowed-request-origins'],
});
