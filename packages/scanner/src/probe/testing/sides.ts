import type { Endpoint, Observation, ObservedMessage } from '../../artifacts.ts';
import { observation as seen, pageOrigin } from '../../rules/testing/facts.ts';
import { judgeOrigin } from '../policy.ts';

export const page = pageOrigin;
export const foreign = 'https://wssure-probe.example';

export function message(data: string, atMs = 5): ObservedMessage {
  return { data, binary: false, bytes: data.length, atMs };
}

export function endpoint(...observations: Observation[]): Endpoint {
  return {
    url: 'wss://shop.test/live',
    library: 'websocket',
    protocols: [],
    party: 'first',
    references: [],
    observations,
  };
}

export const greeted = { messages: [message('{"type":"hello"}')] };
export const refused = (status: number): Partial<Observation> => ({
  outcome: 'rejected',
  status,
  acceptValid: null,
});
export const closed = (closeCode: number, ...said: string[]): Partial<Observation> => ({
  outcome: 'closed',
  closeCode,
  messages: said.map((data) => message(data)),
  observedMs: 12,
});
export const unreachable = (code: string, text = 'x'): Partial<Observation> => ({
  outcome: 'unreachable',
  status: null,
  acceptValid: null,
  error: { code, message: text },
  observedMs: 0,
});
export const wrongAccept = {
  outcome: 'rejected',
  status: 101,
  acceptValid: false,
  error: { code: 'wrong-accept', message: 'no WebSocket server answered' },
} as const;

export const told = (origin: string): Partial<Observation> => ({
  ...say(JSON.stringify({ origin })),
  origin,
});
export const say = (data: string): Partial<Observation> => ({ messages: [message(data)] });

/** What the control, the foreign Origin and the control again got. */
export function judge(
  control: Partial<Observation>,
  other: Partial<Observation>,
  again: Partial<Observation> = control,
) {
  const { originPolicy, originPolicyReason } = judgeOrigin(
    endpoint(seen('control', control), seen('foreign', other), seen('control-again', again)),
  );
  return [originPolicy, originPolicyReason];
}
