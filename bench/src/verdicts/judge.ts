import { probe, type OriginPolicy, type VariantId } from 'wssure';
import { NotInstalled, page, type VerdictCase } from './case.ts';

/** What wssure said of one server in one run. */
export interface Answer {
  readonly policy: OriginPolicy | 'failed';
  readonly bypasses: readonly VariantId[];
  readonly reason: string;
  readonly ms: number;
}

/** Starts the server anew, probes it as `wssure probe` does, and stops it. Null where it is not installed. */
export async function judge(one: VerdictCase): Promise<Answer | null> {
  const running = await one.start().catch((error: unknown) => {
    if (error instanceof NotInstalled) return null;
    throw error;
  });
  if (running === null) return null;
  const started = performance.now();
  try {
    const { endpoints, error } = await probe([running.url], {
      page: running.page ?? page,
      // What is judged here is what is said of a server, and not how much of it a busy machine leaves time for.
      limits: { scanMs: 60_000 },
      ...running.options,
    });
    const [endpoint] = endpoints;
    if (!endpoint) throw new Error(error?.message ?? 'the endpoint was not probed');
    const { originPolicy, originPolicyReason, bypasses } = endpoint;
    return { policy: originPolicy, bypasses, reason: originPolicyReason, ms: performance.now() - started };
  } finally {
    await running.close();
  }
}

export function isRight({ policy, bypasses }: VerdictCase, answer: Answer): boolean {
  if (answer.policy !== policy) return false;
  if (policy !== 'weak' || !bypasses) return true;
  return (
    answer.bypasses.length === bypasses.length &&
    bypasses.every((variant) => answer.bypasses.includes(variant))
  );
}
