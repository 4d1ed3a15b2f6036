/**
 * `npm run bench:start-up`: how long the commands take that a person waits for without a network, as whole processes,
 * against `node -e 0` run in turn with them.
 */
import { fileURLToPath } from 'node:url';
import { tell } from './figures.ts';
import { median, runNode } from './whole-process.ts';

const rounds = 21;
const wssure = fileURLToPath(new URL('../../packages/scanner/bin/wssure.js', import.meta.url));
const commands = [['--version'], ['explain'], ['explain', 'origin-not-validated']];

const ratios = commands.map((): number[] => []);
for (let round = 0; round <= rounds; round += 1) {
  for (const [index, command] of commands.entries()) {
    const bare = await runNode(['-e', '0']);
    const ours = await runNode([wssure, ...command]);
    if (ours.status !== 0 || ours.stdout === '')
      throw new Error(`wssure ${command.join(' ')} did not do its work`);
    if (round > 0) ratios[index]?.push(ours.ms / bare.ms);
  }
}
for (const [index, command] of commands.entries()) {
  const name = `start-up: wssure ${command.join(' ')} / node -e 0`;
  tell({ name, value: median(ratios[index] ?? []), unit: '×', goal: { atMost: 1.6 } });
}
