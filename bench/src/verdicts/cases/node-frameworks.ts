import type { OriginPolicy, VariantId } from 'wssure';
import { onItsDomain, type Address, type VerdictCase } from '../case.ts';
import type { Child } from '../child.ts';
import { startNode } from '../framework-servers.ts';

const socketIo4 = '/socket.io/?EIO=4&transport=websocket';
const sailsIo = `${socketIo4}&__sails_io_sdk_version=1.2.1`;
const socketIo2 = '/socket.io/?EIO=3&transport=websocket';

/** Real frameworks of Node, in the settings that their guides show. */
export const nodeFrameworks: readonly VerdictCase[] = [
  open('ws', 'open'),
  guarded('ws', 'exact', 'verifyClient compares'),
  open('ws-7', 'open'),
  guarded('ws-7', 'exact', 'verifyClient compares'),
  open('socket.io', 'default', socketIo4),
  open('socket.io', 'cors', socketIo4, 'cors.origin guards the polling transport alone'),
  guarded('socket.io', 'allowRequest', 'allowRequest compares', socketIo4),
  guarded('socket.io', 'middleware', 'the namespace refuses with 44', socketIo4),
  guarded('socket.io', 'disconnect', 'disconnected before anything is emitted', socketIo4),
  open('socket.io', 'v3', socketIo4),
  open('socket.io-2', 'default', socketIo2, 'its origins are *:*'),
  guarded('socket.io-2', 'origin-and-port', 'its origins are compared for every transport', socketIo2),
  framework('socket.io-2', 'any-port', 'weak', 'host:* leaves scheme and port open', at(socketIo2), [
    'scheme',
    'port',
  ]),
  open('engine.io', 'default', '/engine.io/?EIO=4&transport=websocket'),
  guarded('engine.io', 'allowRequest', 'allowRequest compares', '/engine.io/?EIO=4&transport=websocket'),
  open('sockjs', 'default', '/echo/000/wssure00/websocket'),
  guarded('sockjs', 'exact', 'refused with 403 before SockJS', '/echo/000/wssure00/websocket'),
  open('faye', 'default', '/faye'),
  open('faye-websocket', 'open'),
  guarded('faye-websocket', 'close', 'closed with 4403 instead of a greeting'),
  open('primus', 'default', '/primus'),
  open('primus', 'origins', '/primus', 'origins sets CORS headers and guards nothing'),
  guarded('primus', 'authorize', 'authorize compares', '/primus'),
  open('fastify', 'open'),
  guarded('fastify', 'exact', 'the hook runs before the upgrade'),
  open('express-ws', 'open'),
  guarded('express-ws', 'close', 'closed with 1008 instead of a greeting'),
  open('websocket-express', 'open'),
  guarded('websocket-express', 'exact', 'refused before it is accepted'),
  open('koa-websocket', 'open'),
  guarded('koa-websocket', 'close', 'closed with 4403 instead of a greeting'),
  open('nest', 'open'),
  guarded('nest', 'close', 'closed with 4403 in handleConnection'),
  open('nest', 'socket.io', socketIo4, "the gateway's cors guards the polling transport alone"),
  framework('graphql-ws', 'open', 'missing', 'no Origin is looked at', graphql('graphql-transport-ws')),
  framework(
    'graphql-ws',
    'onConnect',
    'enforced',
    'closed with 4403 on connection_init',
    graphql('graphql-transport-ws'),
  ),
  framework('subscriptions-transport-ws', 'open', 'missing', 'no Origin is looked at', graphql('graphql-ws')),
  framework(
    'subscriptions-transport-ws',
    'onConnect',
    'enforced',
    'connection_error on connection_init',
    graphql('graphql-ws'),
  ),
  framework('mercurius', 'open', 'missing', 'no Origin is looked at', graphql('graphql-transport-ws')),
  framework(
    'mercurius',
    'verifyClient',
    'enforced',
    'verifyClient compares',
    graphql('graphql-transport-ws'),
  ),
  open('hocuspocus', 'open', '/'),
  guarded('hocuspocus', 'onUpgrade', 'the upgrade is refused', '/'),
  open('y-websocket', 'open', '/room'),
  guarded('y-websocket', 'exact', 'refused with 401', '/room'),
  open('websocket', 'autoAccept', '/live', 'autoAcceptConnections asks nobody'),
  guarded('websocket', 'reject', 'reject() compares'),
  open('nodejs-websocket', 'open'),
  guarded('nodejs-websocket', 'close', 'closed with 1008 instead of a greeting'),
  open('feathers', 'open', socketIo4, 'cors.origin guards the polling transport alone'),
  guarded('feathers', 'allowRequest', 'allowRequest compares', socketIo4),
  open('hono', 'open'),
  guarded('hono', 'exact', 'the middleware answers 403'),
  open('crossws', 'open'),
  guarded('crossws', 'upgrade', 'the upgrade hook answers 403'),
  open('trpc', 'open', '/'),
  framework('aedes', 'open', 'missing', 'no Origin is looked at', at('/', ['mqtt'])),
  framework('aedes', 'verifyClient', 'enforced', 'verifyClient compares', at('/', ['mqtt'])),
  open('rpc-websockets', 'open', '/'),
  open('socketcluster', 'default', '/socketcluster/', 'its origins are *:*'),
  guarded('socketcluster', 'host-and-port', 'host and port 443 are compared', '/socketcluster/'),
  framework(
    'socketcluster',
    'any-port',
    'weak',
    'host:* leaves scheme and port open',
    at('/socketcluster/'),
    ['scheme', 'port'],
  ),
  open('nes', 'open', '/'),
  guarded('nes', 'origin', 'its origin option is a list of whole origins', '/'),
  open('sails', 'default', sailsIo),
  guarded(
    'sails',
    'onlyAllowOrigins',
    'its cors.origin calls back with an error, which ends the upgrade',
    sailsIo,
  ),
  open('total', 'open', '/live/'),
  framework('total', 'allow', 'weak', 'the Origin has to contain the allowed one', at('/live/'), [
    'suffix',
    'substring',
    'port',
  ]),
  open('livereload', 'default', '/livereload'),
  open('eleventy', 'default', '/'),
  open(
    'peer',
    'default',
    '/peerjs?key=peerjs&id=shop&token=k3Tq9zPv1a',
    'the token is of the client’s own choosing',
  ),
  framework('vite', 'default', 'token-gated', 'any Origin, with the token that the page holds', (child) =>
    at(`/?token=${child.told.get('token') ?? ''}`, ['vite-hmr'])(child),
  ),
];

function at(path: string, subprotocols: readonly string[] = []): (child: Child) => Address {
  return ({ port }) => {
    const { url, options } = onItsDomain(port, path);
    return { url, options: { ...options, subprotocols } };
  };
}

function graphql(subprotocol: string): (child: Child) => Address {
  return at('/graphql', [subprotocol]);
}

function open(name: string, mode: string, path = '/live', because = 'no Origin is looked at'): VerdictCase {
  return framework(name, mode, 'missing', because, at(path));
}

function guarded(name: string, mode: string, because: string, path = '/live'): VerdictCase {
  return framework(name, mode, 'enforced', because, at(path));
}

function framework(
  name: string,
  mode: string,
  policy: OriginPolicy,
  because: string,
  address: (child: Child) => Address,
  bypasses: readonly VariantId[] = [],
): VerdictCase {
  return {
    family: 'framework (Node)',
    name: `${name}, ${mode}`,
    policy,
    bypasses,
    because,
    real: true,
    start: () => startNode(name, mode, address),
  };
}
