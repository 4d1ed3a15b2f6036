import type { OriginPolicy } from 'wssure';
import { page, type VerdictCase } from '../case.ts';
import { greet, serve, type Behaviour } from '../ws-server.ts';

/** Servers whose answer depends on when they are asked, how often, and what else is open. */
export const drifts: readonly VerdictCase[] = [
  drift('refuses everybody after the first handshake', 'undetermined', 'the answers change', () => ({
    admit: ({ count }) => count <= 1,
  })),
  drift('refuses everybody after the second handshake', 'undetermined', 'the answers change', () => ({
    admit: ({ count }) => count <= 2,
  })),
  drift('accepts and refuses in turn', 'undetermined', 'the Origin is not what decides', () => ({
    admit: ({ count }) => count % 2 === 1,
  })),
  drift(
    'bans an address for good that came with a wrong Origin',
    'undetermined',
    'the page is refused too',
    () => {
      let banned = false;
      return {
        admit: ({ origin }) => {
          banned ||= origin !== page;
          return !banned;
        },
      };
    },
  ),
  drift('two handshakes a second, 429 for more', 'missing', 'no Origin is looked at', () => {
    let recent: number[] = [];
    return {
      admit: ({ atMs }) => {
        recent = recent.filter((time) => atMs - time < 1_000);
        if (recent.length >= 2) return 429;
        recent.push(atMs);
        return true;
      },
    };
  }),
  drift('one connection at a time, 503 for another', 'missing', 'no Origin is looked at', () => ({
    admit: ({ open }) => open === 0 || 503,
  })),
  drift('one connection at a time, another is closed with 1013', 'missing', 'no Origin is looked at', () => ({
    connected: (socket, { open }) => (open > 0 ? socket.close(1013) : greet(socket)),
  })),
  drift(
    'one connection at a time, and only for the page',
    'enforced',
    'the Origin is compared first',
    () => ({
      admit: ({ origin, open }) => (origin === page ? open === 0 || 503 : 403),
    }),
  ),
  drift('a new connection ends the one before', 'missing', 'no Origin is looked at', () => ({
    connected: (socket, _hello, others) => {
      for (const other of others) if (other !== socket) other.close(4001, 'replaced');
      greet(socket);
    },
  })),
  drift('the first is the host, others are guests', 'missing', 'no Origin is looked at', () => ({
    connected: (socket, { open }) =>
      socket.send(JSON.stringify({ type: 'joined', role: open === 0 ? 'host' : 'guest' })),
  })),
  drift('counts its connections aloud', 'missing', 'no Origin is looked at', () => ({
    connected: (socket, { count }) => socket.send(`connection number ${count}`),
  })),
  drift(
    'answers the second handshake with 403, whose-ever it is',
    'missing',
    'everybody else gets in',
    () => ({
      admit: ({ count }) => count !== 2 || 403,
    }),
  ),
  drift('greets the first connection only', 'missing', 'the page is left in silence as well', () => ({
    connected: (socket, { count }) => {
      if (count === 1) greet(socket);
    },
  })),
  drift('drops the first connection', 'missing', 'no Origin is looked at', () => ({
    admit: ({ count }) => count > 1 || 'drop',
  })),
  drift('drops the second connection, whose-ever it is', 'missing', 'no Origin is looked at', () => ({
    admit: ({ count }) => count !== 2 || 'drop',
  })),
  drift('is overloaded once, when the foreign Origin comes', 'missing', 'no Origin is looked at', () => ({
    admit: ({ count }) => count !== 2 || 503,
  })),
  drift('three handshakes, 429 for more; the Origin is compared', 'enforced', '403 is no limit', () => ({
    admit: ({ count, origin }) => (count > 3 ? 429 : origin === page),
  })),
  drift(
    'one process in two compares the Origin, in turn',
    'missing',
    'every second foreign page gets in',
    () => ({
      admit: ({ count, origin }) => count % 2 === 0 || origin === page,
    }),
  ),
  drift('greets everybody who comes later with the history', 'missing', 'no Origin is looked at', () => {
    const history: string[] = [];
    return {
      connected: (socket) => {
        socket.send(JSON.stringify({ type: 'history', lines: history }));
        history.push(`somebody came at ${Date.now()}`);
      },
    };
  }),
];

/** `behave` is called for each run, so that no state outlives it. */
function drift(name: string, policy: OriginPolicy, because: string, behave: () => Behaviour): VerdictCase {
  return { family: 'drift', name, policy, because, start: () => serve(behave()) };
}
