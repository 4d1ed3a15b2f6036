/**
 * The text of a `data:` URL (RFC 2397, Fetch Standard "data: URL processor"), read as UTF-8.
 *
 * @returns null where it is none, or its base64 is broken
 */
export function dataUrlText(url: string): { mediaType: string; text: string } | null {
  const match = /^data:([^,]*),/i.exec(url.slice(0, 2000));
  if (match === null) return null;
  const parameters = match[1] ?? '';
  const body = percentDecoded(url.slice(match[0].length).replace(/#[^]*$/, ''));
  const base64 = /;\s*base64\s*$/i.exec(parameters);
  const mediaType = (parameters.split(';')[0] ?? '').trim().toLowerCase() || 'text/plain';
  if (base64 === null) return { mediaType, text: body.toString('utf8') };
  const encoded = body.toString('latin1').replaceAll(/[\t\n\f\r ]/g, '');
  if (!/^[a-z\d+/]*={0,2}$/i.test(encoded)) return null;
  return { mediaType, text: Buffer.from(encoded, 'base64').toString('utf8') };
}

function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index] === 0x25 ? bytes.toString('latin1', index + 1, index + 3) : '';
    const isEscape = /^[\da-f]{2}$/i.test(code);
    bytes[length++] = isEscape ? Number.parseInt(code, 16) : (bytes[index] ?? 0);
    if (isEscape) index += 2;
  }
  return bytes.subarray(0, length);
}
