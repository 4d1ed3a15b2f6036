import { createRequire } from 'node:module';

const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');

export const tool = { name: 'wssure', version: manifest.version } as const;
