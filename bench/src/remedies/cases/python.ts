import type { RemedyCase } from '../case.ts';
import { debianVersion, runProgram } from '../programs.ts';

/** Stacks of Python, as Debian packages them. */
export const pythonCases: readonly RemedyCase[] = [
  python('python-websockets', 'python3-websockets'),
  python('python-websockets-close', 'python3-websockets'),
  python('aiohttp', 'python3-aiohttp'),
  python('tornado', 'python3-tornado'),
  python('starlette', 'python3-starlette'),
  python('fastapi', 'python3-fastapi'),
  python('django-channels', 'python3-django-channels', { program: 'asgi.py' }),
  python('python-socketio', 'python3-socketio', {
    path: '/socket.io/?EIO=4&transport=websocket',
    signedIn: true,
  }),
  python('autobahn', 'python3-autobahn'),
];

function python(recipe: string, debianPackage: string, more: Partial<RemedyCase> = {}): RemedyCase {
  return {
    recipe,
    program: 'server.py',
    version: () => debianVersion(debianPackage),
    start: (program) => runProgram(program, '/usr/bin/python3'),
    ...more,
  };
}
