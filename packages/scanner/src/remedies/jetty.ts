import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'jetty',
  name: 'Jetty (its own WebSocket API)',
  recognise: (sighting) => byHeader(sighting, 'Server', /^Jetty\(/),
  signs: 'The 101 has the header "Server: Jetty(9.4.57.v20241219)".',
  recipes: [
    {
      id: 'jetty',
      title: 'Refuse foreign Origins in service',
      fixes: originRules,
      place: 'A method of the WebSocketServlet, beside configure.',
      language: 'java',
      code: `@Override
protected void service(HttpServletRequest request, HttpServletResponse response)
    throws ServletException, IOException {
  if (!"https://shop.example".equals(request.getHeader("Origin"))) {
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
    return;
  }
  super.service(request, response);
}
`,
    },
  ],
  pitfalls: [
    'Sockets that are mapped elsewhere (WebSocketUpgradeFilter, JSR 356 endpoints) do not pass this servlet: a Filter for their path does the same.',
    'The code ran with 9.4. Since 10 the servlet is JettyWebSocketServlet, since 11 the imports are those of jakarta.servlet; neither was run.',
  ],
  links: ['https://jetty.org/docs/jetty/12/programming-guide/server/websocket.html'],
});
