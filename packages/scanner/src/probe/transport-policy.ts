import type { Endpoint, Observation } from '../artifacts.ts';
import { judgeOrigin, type OriginJudgement } from './policy.ts';
import { sentence } from './words.ts';

export interface TransportJudgement extends OriginJudgement {
  /** Over which transport a foreign Origin gets in, where the policy is `missing`. */
  readonly openTransport?: Observation['transport'];
}

/**
 * Judges an endpoint's Origin policy over both transports: a door that is shut over HTTP/1.1 and open over HTTP/2
 * (RFC 8441) is open, because browsers use either. A secret in the URL gates both. Pure.
 */
export function judgeTransports(endpoint: Endpoint): TransportJudgement {
  const first = judgeOrigin(endpoint);
  if (first.originPolicy === 'missing') return { ...first, openTransport: 'http/1.1' };
  if (first.originPolicy === 'token-gated' || !endpoint.http2?.length) return first;
  const second = judgeOrigin({ ...endpoint, observations: endpoint.http2 });
  if (second.originPolicy === 'enforced' && isHttp2Only(endpoint.observations))
    return {
      ...second,
      originPolicyReason: sentence(
        `over HTTP/2, without which the server agrees on no TLS, ${midSentence(second.originPolicyReason)}`,
      ),
    };
  if (second.originPolicy !== 'missing') return first;
  const [control, foreign] = ['control', 'foreign'].map(
    (variant) => endpoint.http2?.find((seen) => seen.variant === variant)?.origin,
  );
  return {
    originPolicy: 'missing',
    originPolicyReason: sentence(
      `over HTTP/2 ${foreign} got what the page's Origin ${control} got, while over HTTP/1.1 ${midSentence(first.originPolicyReason)}`,
    ),
    bypasses: [],
    openTransport: 'h2',
  };
}

function isHttp2Only(observations: readonly Observation[]): boolean {
  return observations.every(({ error }) => error?.code === 'tls-handshake');
}

function midSentence(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
