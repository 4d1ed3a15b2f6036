import { httpTwin, type Fallback } from './library.ts';

const handshake = [
  {
    channel: '/meta/handshake',
    version: '1.0',
    minimumVersion: '1.0',
    supportedConnectionTypes: ['long-polling', 'callback-polling'],
    id: '1',
  },
];

/**
 * Bayeux 1.0 sections 3.4 and 4.2: the handshake by POST, as a form, which is how clients ask across origins because
 * browsers send it without a preflight. A `clientId` is a session.
 */
export const bayeuxPolling: Fallback = {
  transport: 'long-polling',
  method: 'POST',
  url: (url) => httpTwin(url),
  headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  body: `message=${encodeURIComponent(JSON.stringify(handshake))}`,
  grants: (body) =>
    /"channel"\s*:\s*"\/meta\/handshake"/.test(body) &&
    /"successful"\s*:\s*true/.test(body) &&
    /"clientId"\s*:\s*"/.test(body),
};
