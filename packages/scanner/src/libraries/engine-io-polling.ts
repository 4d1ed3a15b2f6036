import { httpTwin, type Fallback } from './library.ts';

/**
 * Engine.IO protocol 3 and 4, "HTTP long-polling": the first GET opens the session, `0{"sid":…}`, behind its length
 * in protocol 3.
 */
export const enginePolling: Fallback = {
  transport: 'polling',
  method: 'GET',
  url: (url) => httpTwin(url, ({ searchParams }) => searchParams.set('transport', 'polling')),
  grants: (body) => /^(?:\d{1,6}:)?0\{[^]{0,200}"sid"/.test(body),
};
