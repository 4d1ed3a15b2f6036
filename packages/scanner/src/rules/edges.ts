import type { Observation } from '../artifacts.ts';

/** Headers by which a CDN or a firewall for web applications tells that it stands in front. Source: their own manuals. */
const signs: readonly { readonly name: string; readonly header: string; readonly value: RegExp }[] = [
  { name: 'Cloudflare', header: 'cf-ray', value: /./ },
  { name: 'Cloudflare', header: 'cf-mitigated', value: /./ },
  { name: 'Akamai', header: 'server', value: /^AkamaiGHost/i },
  { name: 'Imperva', header: 'x-iinfo', value: /./ },
  { name: 'Sucuri', header: 'x-sucuri-id', value: /./ },
  { name: 'CloudFront', header: 'x-amz-cf-id', value: /./ },
  { name: 'AWS WAF', header: 'x-amzn-waf-action', value: /./ },
  { name: 'Azure Front Door', header: 'x-azure-ref', value: /./ },
  { name: 'DataDome', header: 'x-datadome', value: /./ },
  { name: 'Fastly', header: 'x-served-by', value: /^cache-/i },
];

/** What such a page says to a visitor whom it takes for a robot. */
const challenge =
  /just a moment|checking your browser|attention required|captcha|verify (that )?you are (a )?human|are you (a )?(robot|human)|enable javascript and cookies/i;

/** What stands in front of a server and may be what refused this handshake: its name, or null where nothing tells of it. */
export function edgeOf({
  responseHeaders,
  body,
}: Pick<Observation, 'responseHeaders' | 'body'>): string | null {
  const sign = signs.find(({ header, value }) =>
    responseHeaders.some(([name, given]) => name.toLowerCase() === header && value.test(given)),
  );
  if (sign) return sign.name;
  return challenge.test(body?.slice(0, 2_000) ?? '') ? 'A firewall' : null;
}
