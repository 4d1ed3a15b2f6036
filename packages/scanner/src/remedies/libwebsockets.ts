import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byLibwebsockets } from './wire-signs.ts';

export default defineRemedy({
  id: 'libwebsockets',
  name: 'libwebsockets (C)',
  recognise: byLibwebsockets,
  signs:
    'The 101 has "Upgrade: WebSocket" with capitals first, then Connection and Sec-WebSocket-Accept, and no Server or Date.',
  recipes: [
    {
      id: 'libwebsockets',
      title: 'Compare the Origin in FILTER_PROTOCOL_CONNECTION',
      fixes: originRules,
      place: "The protocol's callback, one more case.",
      language: 'c',
      code: `case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: {
  char origin[256];
  if (lws_hdr_copy(wsi, origin, sizeof origin, WSI_TOKEN_ORIGIN) <= 0 ||
      strcmp(origin, "https://shop.example") != 0)
    return -1;
  return 0;
}
`,
    },
  ],
  pitfalls: [
    'A return other than 0 drops the connection, which a browser reports as a failed handshake.',
    'Every protocol of the vhost needs the case: the client chooses among them by Sec-WebSocket-Protocol, and gets the first without one.',
    'lws_hdr_copy fails where the header does not fit: that has to refuse, as it does here.',
  ],
  links: ['https://libwebsockets.org/lws-api-doc-main/html/group__usercb.html'],
});
