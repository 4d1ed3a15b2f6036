import type { Observation } from '../artifacts.ts';
import type { Recognition, Sighting } from './remedy.ts';
import { answersOf, byWords } from './signs.ts';

/** Recognises Go's `net/http`, whose canonical header names have one capital a word. */
export function byGoHeaders(sighting: Sighting): Recognition | null {
  return byNames(sighting, (names) => names.includes('Sec-Websocket-Accept') && !names.includes('Server'))
    ? { certainty: 'fits', by: 'the spelling Sec-Websocket-Accept, which is that of net/http in Go' }
    : null;
}

/** Recognises the 101 of libwebsockets (lib/roles/ws/server-ws.c), which writes `Upgrade: WebSocket` first. */
export function byLibwebsockets(sighting: Sighting): Recognition | null {
  return switchings(sighting).some(
    ({ responseHeaders: [first], responseHeaders }) =>
      String(first) === 'Upgrade,WebSocket' &&
      responseHeaders[1]?.[0] === 'Connection' &&
      isBare(responseHeaders),
  )
    ? { certainty: 'fits', by: 'a bare 101 with "Upgrade: WebSocket" as libwebsockets writes it' }
    : null;
}

/** Recognises the 101 of `Bun.serve`: that of many servers, with a Date at its end. */
export function byBun(sighting: Sighting): Recognition | null {
  return switchings(sighting).some(
    ({ responseHeaders }) =>
      responseHeaders.slice(0, 2).map(String).join('|') === 'Upgrade,websocket|Connection,Upgrade' &&
      responseHeaders.at(-1)?.[0] === 'Date' &&
      isBare(responseHeaders.slice(0, -1)),
  )
    ? { certainty: 'fits', by: 'a bare 101 with a Date at its end, as Bun writes it' }
    : null;
}

/** Recognises Tomcat by its error page, or by how its 101 spells things (org.apache.tomcat.websocket.server.UpgradeUtil). */
export function byTomcat(sighting: Sighting): Recognition | null {
  const named = byWords(sighting, /Apache Tomcat\/\d[\d.]*/);
  if (named) return named;
  return switchings(sighting).some(
    ({ responseHeaders }) =>
      responseHeaders.slice(0, 2).map(String).join('|') === 'Upgrade,websocket|Connection,upgrade' &&
      responseHeaders.at(-1)?.[0] === 'Date' &&
      responseHeaders.every(([name]) => name !== 'Server' && name !== 'Content-Type'),
  )
    ? { certainty: 'fits', by: 'the 101 that Tomcat writes' }
    : null;
}

function switchings(sighting: Sighting): Observation[] {
  return answersOf(sighting).filter(({ status }) => status === 101);
}

function byNames(sighting: Sighting, fits: (names: readonly string[]) => boolean): boolean {
  return switchings(sighting).some(({ responseHeaders }) => fits(responseHeaders.map(([name]) => name)));
}

function isBare(headers: Observation['responseHeaders']): boolean {
  return headers.every(([name]) => /^(upgrade|connection|sec-websocket-.*)$/i.test(name));
}
