import { authority } from './addresses.ts';
import { connectionFailure, errorCode, oneLine, timeoutFailure } from './failures.ts';
import { placeOf, type HandshakeRequest } from './handshake-request.ts';
import { NetworkError } from './network.ts';

/** Why a handshake or a connection ended: a code for `probe/`, a line for people. */
export interface HandshakeError {
  readonly code: string;
  readonly message: string;
}

type Phase = 'connecting' | 'answering' | 'refused' | 'open' | 'over';

/**
 * Codes of failures that came after the request had been sent, so that the Origin can have been their cause. What
 * fails before (`timeout`, `connection-refused`, `tls-handshake` …) has the codes of `NetworkError`.
 */
export const droppedCodes: readonly string[] = ['no-answer', 'dropped'];

/** When the time for a handshake is over. */
export function lateError(phase: Phase, request: HandshakeRequest): HandshakeError {
  const late = timeoutFailure(placeOf(new URL(request.url)), request.timeoutMs);
  return { code: phase === 'connecting' ? late.code : 'no-answer', message: late.message };
}

/** What `Network.dial` threw, or a request that could not be made. */
export function errorOfDial(error: unknown, request: HandshakeRequest, phase: Phase): HandshakeError {
  if (error instanceof NetworkError) return { code: error.code, message: error.message };
  if (phase === 'connecting' && errorCode(error) !== '') {
    const failure = connectionFailure(error, placeOf(new URL(request.url)));
    return failure instanceof NetworkError
      ? { code: failure.code, message: failure.message }
      : unmakeable(failure);
  }
  return unmakeable(error);
}

/** What `ws` or the HTTP parser said. */
export function errorOfSocket(error: Error, request: HandshakeRequest, phase: Phase): HandshakeError {
  const code = errorCode(error);
  if (phase === 'open') return errorAfterUpgrade(code, error);
  const { hostname, port } = placeOf(new URL(request.url));
  if (code.startsWith('HPE_')) {
    return {
      code: 'malformed-response',
      message: `${authority(hostname, port)} did not answer the handshake with HTTP (${code})`,
    };
  }
  return {
    code: 'dropped',
    message: `${authority(hostname, port)} closed the connection before it answered the handshake`,
  };
}

/** `message-too-big` stands for data that did come: more than is read of one message (1 MB, decompressed). */
function errorAfterUpgrade(code: string, error: Error): HandshakeError {
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || code === 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH') {
    return { code: 'message-too-big', message: 'the server sent a message of more than 1 MB' };
  }
  if (code.startsWith('WS_ERR_')) {
    return { code: 'protocol-error', message: `what came after the 101 broke RFC 6455: ${oneLine(error)}` };
  }
  return { code: 'protocol-error', message: `the connection broke after the 101: ${oneLine(error)}` };
}

function unmakeable(error: unknown): HandshakeError {
  return { code: 'invalid-request', message: `the handshake could not be sent: ${oneLine(error)}` };
}
