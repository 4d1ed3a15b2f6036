/**
 * Just enough of each library's HTTP side for its client to go on to a WebSocket. Identifiers are fixed so
 * that recordings compare.
 */
export interface Answer {
  readonly type: string;
  readonly body: string;
}

const token = 'wssure00';

/** The answer of a realtime server to this request, or null where the request is for a file. */
export function realtimeAnswer(method: string, url: URL, body: string): Answer | null {
  if (url.searchParams.get('transport') === 'polling')
    return engineIoOpen(url.searchParams.get('EIO') ?? '4');
  if (url.pathname.endsWith('/info') && url.searchParams.has('t'))
    return json({ websocket: true, origins: ['*:*'], cookie_needed: false, entropy: 1 });
  if (url.pathname.endsWith('/negotiate'))
    return method === 'POST' ? signalrNegotiate() : signalrClassicNegotiate(url);
  if (method === 'POST' && body.includes('/meta/')) return bayeux(body);
  return null;
}

function engineIoOpen(revision: string): Answer {
  const open = `0${JSON.stringify({ sid: token, upgrades: ['websocket'], pingInterval: 25000, pingTimeout: 20000, maxPayload: 1e6 })}`;
  return { type: 'text/plain; charset=UTF-8', body: revision === '3' ? `${open.length}:${open}2:40` : open };
}

function signalrNegotiate(): Answer {
  return json({
    negotiateVersion: 1,
    connectionId: token,
    connectionToken: token,
    availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
  });
}

function signalrClassicNegotiate(url: URL): Answer {
  return json({
    Url: url.pathname.replace(/\/negotiate$/, ''),
    ConnectionToken: token,
    ConnectionId: token,
    KeepAliveTimeout: 20,
    DisconnectTimeout: 30,
    TryWebSockets: true,
    ProtocolVersion: url.searchParams.get('clientProtocol') ?? '1.5',
    TransportConnectTimeout: 5,
  });
}

function bayeux(body: string): Answer | null {
  const messages = parseMessages(body);
  if (messages === null) return null;
  return json(
    messages.map(({ id, channel }) => ({
      id,
      channel,
      successful: true,
      clientId: token,
      version: '1.0',
      supportedConnectionTypes: ['websocket', 'long-polling'],
      advice: { reconnect: 'retry', interval: 0, timeout: 45000 },
    })),
  );
}

function parseMessages(body: string): readonly { id?: string; channel?: string }[] | null {
  try {
    const value: unknown = JSON.parse(body.startsWith('message=') ? decodeURIComponent(body.slice(8)) : body);
    return Array.isArray(value)
      ? (value as { id?: string; channel?: string }[])
      : [value as { channel?: string }];
  } catch {
    return null;
  }
}

function json(value: unknown): Answer {
  return { type: 'application/json', body: JSON.stringify(value) };
}
