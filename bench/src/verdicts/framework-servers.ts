import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../npm.ts';
import { page, type Address, type Running } from './case.ts';
import { startChild, type Child } from './child.ts';

const servers = fileURLToPath(new URL('../../servers', import.meta.url));
/** Where `installServers` puts the packages. */
export const frameworks = fileURLToPath(new URL('../../../.cache/verdicts', import.meta.url));

/**
 * Fetches the frameworks that `servers/packages.json` pins, unless they are there already. The servers run from a
 * copy beside them: from here they would find the workspace's own packages.
 */
export function installServers(): void {
  installDependencies(frameworks, readFileSync(join(servers, 'packages.json'), 'utf8'));
  cpSync(join(servers, 'node'), join(frameworks, 'servers'), { recursive: true });
}

/** Starts the copy of `servers/node/<name>.cjs`, which reads its mode and the page's Origin. */
export async function startNode(
  name: string,
  mode: string,
  address: (child: Child) => Address,
): Promise<Running> {
  const child = await startChild(process.execPath, [join(frameworks, 'servers', `${name}.cjs`), mode, page], {
    NODE_NO_WARNINGS: '1',
  });
  return { ...address(child), close: child.close };
}

/** Starts `servers/python/<name>_server.py` with Debian's Python, whose packages it uses. */
export async function startPython(
  name: string,
  mode: string,
  address: (child: Child) => Address,
): Promise<Running> {
  const child = await startChild(
    '/usr/bin/python3',
    [join(servers, 'python', `${name}_server.py`), mode, page],
    {
      PYTHONDONTWRITEBYTECODE: '1',
    },
  );
  return { ...address(child), close: child.close };
}
