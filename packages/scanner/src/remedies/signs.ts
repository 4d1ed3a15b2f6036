import type { HeaderList, Observation } from '../artifacts.ts';
import type { Recognition, Sighting } from './remedy.ts';

/** Every answer that the endpoint's host gave to a handshake. */
export function answersOf({ endpoint }: Sighting): readonly Observation[] {
  const { observations, http2 = [], plaintext = [], credentials = [] } = endpoint;
  return [...observations, ...http2, ...plaintext, ...credentials];
}

/** Recognises a stack by a header of its answers to handshakes. */
export function byHeader(sighting: Sighting, name: string, value: RegExp): Recognition | null {
  const found = answersOf(sighting)
    .flatMap(({ responseHeaders }) => valuesOf(responseHeaders, name))
    .find((one) => value.test(one));
  return found === undefined
    ? null
    : { certainty: 'named', by: `the header "${name}: ${found.slice(0, 60)}"` };
}

/** Recognises a framework by a header of the page, where the page and the endpoint share host and port. */
export function byPageHeader(sighting: Sighting, name: string, value: RegExp): Recognition | null {
  const { page, endpoint } = sighting;
  if (page === null || new URL(page.url).host !== new URL(endpoint.url).host) return null;
  const found = valuesOf(page.headers, name).find((one) => value.test(one));
  return found === undefined
    ? null
    : { certainty: 'fits', by: `the page's header "${name}: ${found.slice(0, 60)}"` };
}

/** Recognises a stack by what it says: bodies of refusals, reasons of closes, first messages, fallback answers. */
export function byWords(sighting: Sighting, words: RegExp): Recognition | null {
  const answers = answersOf(sighting);
  const said = [
    ...answers.flatMap(({ body, closeReason }) => [body, closeReason]),
    ...answers.flatMap(({ messages }) => messages.map(({ data, binary }) => (binary ? null : data))),
    ...(sighting.endpoint.fallbacks ?? []).map(({ body }) => body),
  ];
  const found = said.flatMap((text) => (text === null ? [] : [words.exec(text.slice(0, 2_000))?.[0]]));
  const first = found.find((text) => text !== undefined);
  return first === undefined ? null : { certainty: 'named', by: `its answer "${first.slice(0, 60)}"` };
}

/**
 * Recognises the 101 that `ws` and what is built on it write (lib/websocket-server.js, `completeUpgrade`): these
 * headers in this order, and none of a server. Other servers write it too (gorilla/websocket), so it only fits.
 */
export function byBareAnswer(sighting: Sighting): Recognition | null {
  return answersOf(sighting).some(isBare)
    ? { certainty: 'fits', by: 'the bare 101 that ws and what is built on it write' }
    : null;
}

function isBare({ status, responseHeaders }: Observation): boolean {
  return (
    status === 101 &&
    responseHeaders.slice(0, 3).map(String).join('|').startsWith(bareStart) &&
    responseHeaders.slice(3).every(([name]) => /^sec-websocket-(extensions|protocol)$/i.test(name))
  );
}

/**
 * Recognises a proxy that writes the names of headers in lower case on HTTP/1.1 and says nothing of itself. Source:
 * HAProxy's HTX keeps names so; Envoy does too, and names itself.
 */
export function byLowerCaseAnswer(sighting: Sighting): Recognition | null {
  const isLowerCase = answersOf(sighting).some(
    ({ status, transport, responseHeaders }) =>
      status === 101 &&
      transport === 'http/1.1' &&
      responseHeaders.every(([name]) => name === name.toLowerCase() && name !== 'server'),
  );
  return isLowerCase ? { certainty: 'fits', by: 'the lower case of its 101' } : null;
}

const bareStart = 'Upgrade,websocket|Connection,Upgrade|Sec-WebSocket-Accept,';

function valuesOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}
