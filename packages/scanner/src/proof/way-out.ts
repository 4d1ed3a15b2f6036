import type { ScanScope } from '../artifacts.ts';

type WayOut = ScanScope['wayOut'];

const host = String.raw`(\[[^\]]*\]|[^:[\]]*)`;
const connectToForm = new RegExp(`^${host}:(\\d*):${host}:(\\d*)$`);
const resolveForm = new RegExp(`^\\+?${host}:(\\d+):`);

/** What curl needs to go the way that the scan went to this URL: pins of other names would only puzzle the reader. */
export function wayTo(url: string, way: WayOut): string[] {
  const { hostname, port, protocol } = new URL(url);
  const asked = { host: hostname, port: port || (/^(?:https|wss):$/.test(protocol) ? '443' : '80') };
  const moved = way?.connectTo?.map((pin) => connectToForm.exec(pin)).find((pin) => fits(pin, asked));
  const place = { host: moved?.[3] || asked.host, port: moved?.[4] || asked.port };
  const pinned = (way?.resolve ?? []).filter((pin) => {
    const [, name, at] = resolveForm.exec(pin) ?? [];
    return name !== undefined && at === place.port && (name === '*' || isSame(name, place.host));
  });
  return [
    ...pinned.flatMap((pin) => ['--resolve', pin]),
    ...(moved ? ['--connect-to', moved[0]] : []),
    ...(way?.proxy === undefined ? [] : ['--proxy', way.proxy]),
  ];
}

/** An empty field fits anything, as for curl. */
function fits(pin: RegExpExecArray | null, asked: { readonly host: string; readonly port: string }): boolean {
  if (pin === null) return false;
  const [, name = '', port = ''] = pin;
  return (name === '' || isSame(name, asked.host)) && (port === '' || port === asked.port);
}

function isSame(name: string, other: string): boolean {
  return bare(name) === bare(other);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}
