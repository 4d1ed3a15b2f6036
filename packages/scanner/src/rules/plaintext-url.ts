import { isLoopbackUrl } from '../hosts.ts';

/** Whether a URL is a `ws://` one whose traffic leaves the machine: loopback never does. */
export function isExposedPlaintext(url: string): boolean {
  return url.startsWith('ws:') && !isLoopbackUrl(url);
}
