const noun =
  '(?:host(?:[-_]?name)?|domain(?:[-_]?name)?|fqdn|url|endpoint|ip(?:[-_]?addr(?:ess)?)?|address|(?:web)?server[-_](?:name|address|ip|host|url))';
const yours =
  '(?:company|org(?:ani[sz]ation)?|project|site|website|app|application|api|server|service|backend|instance|account|tenant|workspace|team|region|subdomain|name|store|shop|websocket|ws|gateway|cluster)';

/** A whole label that stands for one to be filled in. `example.com` is a host: it counts as it stands. */
const placeholderLabel = new RegExp(
  [
    `^your[-_]?(?:own[-_]?)?(?:${noun}|${yours})`,
    String.raw`^x{2,}$`,
    // __HOST__, SERVER_NAME
    String.raw`^__\w+__$`,
    String.raw`^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$`,
  ].join('|'),
);
const placeholderHost = new RegExp(`^${noun}$`, 'i');

/**
 * Whether the authority of a URL in a text is to be filled in by the reader or by a program: `host`,
 * `your-domain.com`, `localhost:PORT`, `%s`, `x.x.x.x`, `SERVER_NAME`, `...`.
 */
export function isPlaceholderAuthority(authority: string): boolean {
  if (/^\.{2,}|%[sdvoh](?![\da-f])|%[A-Z_]{3,}%|%\(\w+\)/.test(authority)) return true;
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(address) ?? [];
  if (/^[a-z_]+$/i.test(port)) return true;
  if (placeholderHost.test(host) || /^x(?:\.x){3}$/i.test(host)) return true;
  return host
    .split('.')
    .some((label) => placeholderLabel.test(label) || placeholderLabel.test(label.toLowerCase()));
}
