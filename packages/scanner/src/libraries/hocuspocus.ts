import type { ObservedMessage } from '../artifacts.ts';
import { isRecord, memberOf, unknownArgument, unknownPart } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf, spelled, withoutSlashes } from './dial.ts';
import { defineLibrary, type Conversation } from './library.ts';

/**
 * `new HocuspocusProvider({ url, name })`, or the shared `HocuspocusProviderWebsocket({ url })`. A provider that is
 * given such a socket opens none. The document's name travels in the messages.
 */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options) || memberOf(options, 'websocketProvider') !== undefined) return [];
  const url = memberOf(options, 'url');
  if (url === undefined || url === '') return [];
  const target =
    typeof url === 'string' && memberOf(options, 'preserveTrailingSlash') !== true
      ? withoutSlashes(url)
      : url;
  const name = memberOf(options, 'name');
  return [dialOf(target, baseUrl, name === undefined ? {} : { dialect: { document: spelled(name) } })];
}

const authentication = { type: 2, token: 0, denied: 1, granted: 2 } as const;

/**
 * Every provider authenticates for its document first, with an empty token where it has none, and is answered with
 * its scope or with a reason; a refusal leaves the connection open. Each message begins with the document's name.
 * Source: @hocuspocus/common, `writeAuthentication` and its answers.
 */
const conversation: Conversation = {
  reply: (_received, sent, { dialect }) => {
    const document = dialect['document'] ?? '';
    if (sent > 0 || document.includes(unknownPart)) return null;
    return Buffer.concat([text(document), Buffer.of(authentication.type, authentication.token), text('')]);
  },
  read: (received) => {
    const answers = received.map(authenticationIn);
    if (answers.includes(authentication.denied)) return 'refused';
    return answers.includes(authentication.granted) ? 'open' : 'waiting';
  },
  isOwn: (message) => authenticationIn(message) !== null,
};

/** lib0's string: its length in bytes as a variable-length integer, then UTF-8. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest > 127; rest = Math.floor(rest / 128)) length.push((rest & 127) | 128);
  return Buffer.from([...length, rest, ...bytes]);
}

/** What an authentication message says; null for any other message. */
function authenticationIn({ data, binary }: ObservedMessage): number | null {
  if (!binary) return null;
  const bytes = Buffer.from(data, 'base64');
  let length = 0;
  let at = 0;
  for (let scale = 1; at < 5; scale *= 128) {
    const byte = bytes[at] ?? 0;
    at += 1;
    length += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return bytes[at + length] === authentication.type ? (bytes[at + length + 1] ?? null) : null;
}

export const hocuspocus = defineLibrary({
  id: 'hocuspocus',
  name: 'Hocuspocus',
  docs: 'https://tiptap.dev/docs/hocuspocus/provider/configuration',
  conversation,
  client: {
    globals: {},
    packages: ['@hocuspocus/provider'],
    scripts: [/@hocuspocus\/provider\b/i, /\/hocuspocus-provider(?:\.[\w.]+)?\.c?js\b/i],
    entries: [
      { path: 'HocuspocusProvider', source: ['boundAwarenessUpdateHandler', 'forceSyncInterval'], dials },
      {
        path: 'HocuspocusProviderWebsocket',
        source: ['messageReconnectTimeout', 'receivedOnOpenPayload', 'onMaxAttemptsFailed'],
        dials,
      },
    ],
    internals: [['.WebSocketPolyfill(']],
  },
});
