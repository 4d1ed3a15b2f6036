import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadReportParts } from 'wssure';
import { pageStyle } from './style/page.ts';
import { icon } from './style/icon.ts';

/** A file that pages load. Its name changes with its text, so that browsers may keep it for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const { styleSheet } = await loadReportParts();
// The same file from src/ and from dist/: the build puts what runs in the browser there.
const live = readFileSync(new URL('../../dist/browser/live.js', import.meta.url), 'utf8');

export const assets = {
  style: asset('wssure', 'css', 'text/css; charset=utf-8', styleSheet + pageStyle),
  live: asset('live', 'js', 'text/javascript; charset=utf-8', live),
  icon: asset('icon', 'svg', 'image/svg+xml', icon),
};

function asset(name: string, extension: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${hash}.${extension}`, type, body };
}
