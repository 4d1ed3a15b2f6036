import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('../package.json') as { readonly version: string };

export const tool = { name: 'wssure', version: manifest.version } as const;
