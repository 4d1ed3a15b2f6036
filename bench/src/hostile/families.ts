import type { Family } from './case.ts';
import { blowups } from './families/blowups.ts';
import { chains } from './families/chains.ts';
import { badUtf8, bidi, surrogates } from './families/characters.ts';
import { counts } from './families/counts.ts';
import { decompression } from './families/decompression.ts';
import { doubling } from './families/doubling.ts';
import { encodings } from './families/encodings.ts';
import { endlessBodies } from './families/endless.ts';
import { evaluator } from './families/evaluator.ts';
import { frames } from './families/frames.ts';
import { headerFloods } from './families/headers.ts';
import { nesting } from './families/nesting.ts';
import { formulaStarters, markupInFields, terminalControl } from './families/output.ts';
import { prototypes } from './families/prototypes.ts';
import { redirects } from './families/redirects.ts';
import { regex } from './families/regex.ts';
import { sourceMaps } from './families/source-maps.ts';
import { sums } from './families/sums.ts';
import { tls } from './families/tls.ts';
import { websocketServers } from './families/websocket-servers.ts';

export const families: readonly Family[] = [
  decompression,
  endlessBodies,
  headerFloods,
  redirects,
  counts,
  nesting,
  sums,
  doubling,
  blowups,
  evaluator,
  regex,
  prototypes,
  chains,
  frames,
  encodings,
  badUtf8,
  surrogates,
  bidi,
  terminalControl,
  markupInFields,
  formulaStarters,
  sourceMaps,
  websocketServers,
  tls,
];
