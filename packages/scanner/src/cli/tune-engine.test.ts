import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const module = new URL('../../dist/cli/tune-engine.js', import.meta.url).href;

/** A process of its own: the flags hold for all of it. */
function nodeWith(code: string): { readonly stdout: string; readonly stderr: string } {
  const source = `import { tuneEngine, tuneEngineSoon } from ${JSON.stringify(module)}; ${code}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    encoding: 'utf8',
  });
  return { stdout, stderr };
}

describe('the flags of the engine', () => {
  it('are known to this Node, which would say so on stderr', () => {
    expect(nodeWith('tuneEngine(); console.log(1 + 1)')).toEqual({ stdout: '2\n', stderr: '' });
  });

  it('are set later, which keeps no process waiting', () => {
    const code = `const began = performance.now(); tuneEngineSoon();
      process.on('exit', () => console.log(performance.now() - began < 900));`;
    expect(nodeWith(code)).toEqual({ stdout: 'true\n', stderr: '' });
  });
});
