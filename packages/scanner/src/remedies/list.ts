import nodeWs from './node-ws.ts';
import type { Remedy } from './remedy.ts';

/** Every remedy. Where several fit a sighting equally, the earlier one is shown: applications, then proxies. */
export const remedies: readonly Remedy[] = [nodeWs];
