import type { FallbackObservation } from '../artifacts.ts';

/**
 * Whether a browser lets the page that asked read the answer to a request that carried its visitor's credentials
 * (Fetch standard, "CORS check"): a `*` does not do.
 */
export function isReadable({ granted, origin, allowOrigin, allowCredentials }: FallbackObservation): boolean {
  return granted && origin !== null && allowOrigin === origin && allowCredentials === 'true';
}
