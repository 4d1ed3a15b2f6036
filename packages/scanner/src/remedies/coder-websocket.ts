import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byGoHeaders } from './wire-signs.ts';

export default defineRemedy({
  id: 'coder-websocket',
  name: 'coder/websocket, once nhooyr.io/websocket (Go)',
  recognise: byGoHeaders,
  signs: 'The 101 spells Sec-Websocket-Accept as the net/http of Go does, and has no Server header.',
  recipes: [
    {
      id: 'coder-websocket',
      title: 'Compare the Origin before Accept',
      fixes: originRules,
      place: 'The handler, where it called Accept with InsecureSkipVerify.',
      language: 'go',
      code: `if r.Header.Get("Origin") != "https://shop.example" {
	http.Error(w, "origin not allowed", http.StatusForbidden)
	return
}
connection, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
`,
    },
  ],
  pitfalls: [
    'InsecureSkipVerify stays true only because the line above compares the whole Origin; without that line it lets everybody in.',
    'OriginPatterns compared hosts alone until the fix of coder/websocket#529 (September 2025), so that http:// pages of the host got in; its patterns are those of path.Match.',
    'Without options the host of the Origin is compared with Host: behind a proxy that replaces Host the own page is refused.',
  ],
  links: ['https://pkg.go.dev/github.com/coder/websocket#AcceptOptions'],
});
