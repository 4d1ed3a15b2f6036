const key = 'sourceMappingURL=';

/** The source map URL that a script's last comment names (ECMA-426 section 10.1.2, without parsing), or null. */
export function sourceMapComment(text: string): string | null {
  const at = text.lastIndexOf(key);
  if (at === -1 || !/\/[/*][#@][ \t]$/.test(text.slice(Math.max(0, at - 4), at))) return null;
  const said = text.slice(at + key.length).trimEnd();
  const length = said.search(/[\s'"`\\]|\*\/|$/);
  const rest = said.slice(length).trimStart();
  return length > 0 && (rest === '' || rest === '*/') ? said.slice(0, length) : null;
}
