import { mediaTypeOf } from './media-type.ts';

/** A document's text and the encoding that its scripts inherit. */
export interface DecodedDocument {
  readonly text: string;
  readonly encoding: string;
}

/** How far a declaration is looked for (HTML Standard section 13.2.3.2, "prescan a byte stream"). */
const prescanBytes = 1024;

/**
 * Decodes a document as browsers do (HTML Standard section 13.2.3): byte order mark, then the charset of
 * Content-Type, then what its first bytes declare, then UTF-8, or windows-1252 where the bytes are no UTF-8.
 * Labels that no browser knows are passed over; what does not decode becomes U+FFFD. Never throws.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | null): DecodedDocument {
  const encoding =
    byteOrderMark(bytes) ??
    encodingOf(mediaTypeOf(contentType).charset) ??
    declaredEncoding(bytes) ??
    (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return { text: decodeAs(bytes, encoding), encoding };
}

/**
 * Decodes a script (HTML Standard section 8.1.4.2): byte order mark, charset of Content-Type, then `fallback`,
 * which is the document's encoding for a classic script and UTF-8 for modules, workers and JSON.
 */
export function decodeScript(bytes: Uint8Array, contentType: string | null, fallback: string): string {
  const encoding = byteOrderMark(bytes) ?? encodingOf(mediaTypeOf(contentType).charset) ?? fallback;
  return decodeAs(bytes, encoding);
}

/** Encoding standard, "BOM sniff". */
function byteOrderMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/** The encoding that a label stands for (Encoding standard section 4.2), or null where no browser decodes it. */
function encodingOf(label: string | null): string | null {
  if (label === null) return null;
  // Defined for XMLHttpRequest's sake; documents in it are read as windows-1252.
  if (label.trim().toLowerCase() === 'x-user-defined') return 'windows-1252';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, prescanBytes)).toString('latin1');
  const xml = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]+)["']/.exec(start)?.[1];
  const declared = encodingOf(xml ?? null) ?? metaEncoding(start.replace(/<!--[^]*?(?:-->|$)/g, ''));
  // Bytes that could be read as ASCII to find this are not UTF-16.
  return declared?.startsWith('utf-16') ? 'utf-8' : declared;
}

function metaEncoding(start: string): string | null {
  for (const [, attributes = ''] of start.matchAll(/<meta(?=[\s/])((?:[^>"']|"[^"]*"|'[^']*')*)/gi)) {
    const values = new Map<string, string>();
    for (const [, name = '', double, single, bare] of attributes.matchAll(
      /([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g,
    )) {
      const key = name.toLowerCase();
      if (!values.has(key)) values.set(key, double ?? single ?? bare ?? '');
    }
    const isPragma = values.get('http-equiv')?.toLowerCase() === 'content-type';
    const inContent = isPragma
      ? /charset\s*=\s*["']?([^\s"';]+)/i.exec(values.get('content') ?? '')?.[1]
      : null;
    const encoding = encodingOf(values.get('charset') ?? inContent ?? null);
    if (encoding !== null) return encoding;
  }
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // A character that a limit cut in two is no sign of another encoding.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes);
  return encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, windows1252) : text;
}

/** Node 20 decodes windows-1252 as ISO 8859-1: these are 0x80 to 0x9F as the Encoding standard has them. */
const upperControls = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(control: string): string {
  return upperControls[control.charCodeAt(0) - 0x80] ?? control;
}
