/** A URL without the query parameters that the condition names; the others stay as they are spelled. */
export function withoutParameters(url: string, isLeftOut: (name: string, value: string) => boolean): string {
  const changed = new URL(url);
  const kept = changed.search
    .slice(1)
    .split('&')
    .filter((pair) => [...new URLSearchParams(pair)].every(([name, value]) => !isLeftOut(name, value)));
  changed.search = kept.join('&');
  return changed.href;
}
