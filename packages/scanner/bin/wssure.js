#!/usr/bin/env node
// Plain JavaScript that even an old Node can read, so that it can say what is missing.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const beside = (path) => fileURLToPath(new URL(path, import.meta.url));
const manifest = JSON.parse(readFileSync(beside('../package.json'), 'utf8'));
const [major, minor] = process.versions.node.split('.').map(Number);

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2])) {
  process.stdout.write(`${manifest.version}\n`);
} else if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`wssure: Node ${process.versions.node} is too old: use Node 20.19 or newer\n`);
  process.exitCode = 2;
} else if (!existsSync(beside('../dist/cli/main.js'))) {
  process.stderr.write(
    'wssure: dist/ is missing: run "npm ci" (or "npm run build") in the repository first\n',
  );
  process.exitCode = 2;
} else {
  await import('../dist/cli/main.js');
}
