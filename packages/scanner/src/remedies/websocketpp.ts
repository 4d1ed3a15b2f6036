import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'websocketpp',
  name: 'WebSocket++ (C++)',
  recognise: (sighting) => byHeader(sighting, 'Server', /^WebSocket\+\+\//),
  signs: 'The 101 has the header "Server: WebSocket++/0.8.2".',
  recipes: [
    {
      id: 'websocketpp',
      title: 'Compare the Origin in the validate handler',
      fixes: originRules,
      place: 'Where the handlers of the server are set.',
      language: 'cpp',
      code: `server.set_validate_handler([&server](websocketpp::connection_hdl handle) {
  auto connection = server.get_con_from_hdl(handle);
  if (connection->get_origin() == "https://shop.example") return true;
  connection->set_status(websocketpp::http::status_code::forbidden);
  return false;
});
`,
    },
  ],
  pitfalls: ['The open handler comes after the 101: a check there is late.'],
  links: ['https://docs.websocketpp.org/reference_8handlers.html'],
});
