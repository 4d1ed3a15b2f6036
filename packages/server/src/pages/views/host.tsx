import { domainToUnicode } from 'node:url';
import { visible } from 'wssure';

/** The address of a site's history. */
export function siteLink(host: string): string {
  return `/sites/${encodeURIComponent(host)}`;
}

/**
 * Says of a name that is written in more than ASCII what it looks like: a browser may show it as the name of another
 * site. Nothing for other names.
 */
export function LookalikeNote({ url }: { url: string }) {
  const hostname = URL.parse(url)?.hostname ?? url;
  if (!/(^|\.)xn--/.test(hostname)) return null;
  return (
    <p class="lookalike">
      The name <code>{visible(hostname)}</code> reads “{visible(domainToUnicode(hostname))}”. Make sure that
      it is the site you mean: such names can look like another’s.
    </p>
  );
}
