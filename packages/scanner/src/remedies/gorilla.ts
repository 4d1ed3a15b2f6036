import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer } from './signs.ts';

export default defineRemedy({
  id: 'gorilla',
  name: 'gorilla/websocket (Go)',
  recognise: byBareAnswer,
  signs:
    'The 101 has the headers Upgrade, Connection and Sec-WebSocket-Accept, and no Server or Date, like that of ws.',
  recipes: [
    {
      id: 'gorilla',
      title: 'Compare the Origin in CheckOrigin',
      fixes: originRules,
      place: 'The Upgrader whose CheckOrigin returned true.',
      language: 'go',
      code: `var allowedOrigins = map[string]bool{"https://shop.example": true}

var upgrader = websocket.Upgrader{
	CheckOrigin: func(r *http.Request) bool {
		return allowedOrigins[r.Header.Get("Origin")]
	},
}
`,
    },
  ],
  pitfalls: [
    'Without a CheckOrigin of yours the host and port of the Origin are compared with Host, and not the scheme; a request without Origin is let in. Behind a proxy that replaces Host the own page is refused.',
    'The package function websocket.Upgrade (deprecated) checks nothing.',
  ],
  links: ['https://pkg.go.dev/github.com/gorilla/websocket#hdr-Origin_Considerations'],
});
