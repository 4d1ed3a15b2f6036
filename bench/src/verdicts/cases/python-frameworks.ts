import type { OriginPolicy, VariantId } from 'wssure';
import { onItsDomain, onItsOwnHost, type Address, type VerdictCase } from '../case.ts';
import type { Child } from '../child.ts';
import { startPython } from '../framework-servers.ts';

const socketIo = '/socket.io/?EIO=4&transport=websocket';

/** Real frameworks of Python, as Debian packages them. */
export const pythonFrameworks: readonly VerdictCase[] = [
  framework('tornado', 'default', 'enforced', 'check_origin compares with Host', { sameHost: true }),
  framework('tornado', 'anybody', 'missing', 'check_origin returns True'),
  framework('tornado', 'endswith', 'weak', 'check_origin compares the end', {
    bypasses: ['prefix', 'dot', 'subdomain', 'sibling', 'scheme'],
  }),
  framework('websockets', 'default', 'missing', 'origins is not given'),
  framework('websockets', 'origins', 'enforced', 'origins is a list'),
  framework('aiohttp', 'open', 'missing', 'no Origin is looked at'),
  framework('aiohttp', 'forbidden', 'enforced', 'the handler raises 403'),
  framework('aiohttp', 'error-frame', 'enforced', 'an error message and 1008'),
  framework('starlette', 'open', 'missing', 'no Origin is looked at'),
  framework('starlette', 'cors', 'missing', 'CORSMiddleware lets WebSockets pass'),
  framework('starlette', 'close-before-accept', 'enforced', 'closed before it is accepted: 403'),
  framework('fastapi', 'open', 'missing', 'no Origin is looked at'),
  framework('fastapi', 'depends', 'enforced', 'the dependency refuses'),
  framework('quart', 'open', 'missing', 'no Origin is looked at'),
  framework('quart', 'abort', 'enforced', 'abort(403) before it is accepted'),
  framework('gevent', 'open', 'missing', 'no Origin is looked at'),
  framework('gevent', 'forbidden', 'enforced', 'refused before the upgrade'),
  framework('channels', 'open', 'missing', 'no validator'),
  framework('channels', 'origin', 'enforced', 'OriginValidator compares'),
  framework(
    'channels',
    'allowed-hosts',
    'weak',
    'ALLOWED_HOSTS names a whole domain, and no scheme or port',
    {
      bypasses: ['prefix', 'subdomain', 'sibling', 'scheme', 'port'],
    },
  ),
  framework('autobahn', 'default', 'missing', 'allowedOrigins is *'),
  framework(
    'autobahn',
    'list',
    'enforced',
    'allowedOrigins is a list, which also switches allowNullOrigin off',
  ),
  framework('autobahn', 'wildcard', 'weak', '* stands for any text', {
    bypasses: ['prefix', 'dot', 'subdomain', 'sibling', 'scheme', 'port'],
  }),
  framework('socketio', 'default', 'enforced', 'only its own host by default', {
    sameHost: true,
    path: socketIo,
  }),
  framework('socketio', 'list', 'enforced', 'the list guards every transport', { path: socketIo }),
  framework('socketio', 'anybody', 'missing', 'cors_allowed_origins is *', { path: socketIo }),
];

function framework(
  name: string,
  mode: string,
  policy: OriginPolicy,
  because: string,
  {
    path = '/live',
    sameHost = false,
    bypasses = [],
  }: { path?: string; sameHost?: boolean; bypasses?: readonly VariantId[] } = {},
): VerdictCase {
  const address = ({ port }: Child): Address => (sameHost ? onItsOwnHost : onItsDomain)(port, path);
  return {
    family: 'framework (Python)',
    name: `${name}, ${mode}`,
    policy,
    bypasses,
    because,
    real: true,
    start: () => startPython(name, mode, address),
  };
}
