/**
 * `npm run lab [-- name …]`: starts the lab's real servers (all that install from npm or are installed from
 * Debian), judges each as `wssure probe` does, and compares with what was measured. Exits 1 on a difference.
 */
import { Lab } from './app.ts';
import { judgeApp } from './judge.ts';
import { labApps, labSource } from './truth.ts';

const wanted = process.argv.slice(2);
const apps = labApps().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (apps.length === 0) {
  console.error(`No such server: ${labSource} must hold apps/ and truth.json (set LAB_SOURCE).`);
  process.exit(2);
}

const lab = new Lab();
let wrong = 0;
let port = 24_000;
try {
  for (const app of apps) {
    port += 10;
    const complaint = lab.install(app);
    if (complaint) {
      console.log(`skip   ${app.name}: ${complaint}`);
      continue;
    }
    try {
      await lab.start(app, port);
    } catch (error) {
      console.log(`skip   ${app.name}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    for (const endpoint of app.endpoints) {
      const started = Date.now();
      const { originPolicy, originPolicyReason, bypasses } = await judgeApp(app, endpoint, port);
      const right = originPolicy === endpoint.policy;
      if (!right) wrong += 1;
      console.log(
        `${right ? 'right ' : 'WRONG '} ${app.name} ${endpoint.path}: ${originPolicy} ${bypasses.join(',')} (${endpoint.policy}), ${Date.now() - started} ms\n       ${originPolicyReason}`,
      );
    }
  }
} finally {
  lab.close();
}
process.exit(wrong > 0 ? 1 : 0);
