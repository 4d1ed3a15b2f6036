import type { Endpoint, Observation } from '../artifacts.ts';
import { libraries } from '../libraries/list.ts';

/** One message of the client, and how many of the server's came before it. */
export interface Opening {
  readonly after: number;
  readonly message: string | Uint8Array;
}

const openingsAtMost = 4;

/** What the library's client says by itself on a connection that went as this one did. Pure. */
export function openingsOf(
  seen: Pick<Observation, 'messages' | 'protocol' | 'url'>,
  { url, library, dialect = {} }: Pick<Endpoint, 'url' | 'library' | 'dialect'>,
): Opening[] {
  const conversation = libraries.find(({ id }) => id === library)?.conversation;
  const openings: Opening[] = [];
  if (!conversation) return openings;
  const session = { url, protocol: seen.protocol, dialect };
  for (let after = 0; after <= seen.messages.length; after += 1) {
    while (openings.length < openingsAtMost) {
      const message = conversation.reply(seen.messages.slice(0, after), openings.length, session);
      if (message === null) break;
      openings.push({ after, message });
    }
  }
  return openings;
}
