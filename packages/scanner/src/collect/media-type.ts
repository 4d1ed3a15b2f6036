export interface MediaType {
  /** `type/subtype` in lower case; empty where there is none. */
  readonly essence: string;
  readonly charset: string | null;
}

/** Takes a Content-Type apart (MIME Sniffing standard section 4.4, as far as it is needed). */
export function mediaTypeOf(contentType: string | null): MediaType {
  const [type = '', ...parameters] = (contentType ?? '').slice(0, 1000).split(';');
  const essence = type.trim().toLowerCase();
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"]*)"?\s*$/i.exec(parameter)?.[1]?.trim())
    .find((value) => value !== undefined && value !== '');
  return { essence: /^[^\s/]+\/[^\s/]+$/.test(essence) ? essence : '', charset: charset ?? null };
}

/** Whether a browser shows a response as an HTML document: it is declared as one, or not declared and looks so. */
export function isHtml(contentType: string | null, text: string): boolean {
  const { essence } = mediaTypeOf(contentType);
  if (essence === 'text/html' || essence === 'application/xhtml+xml') return true;
  const unknown =
    essence === '' || essence === 'unknown/unknown' || essence === 'application/unknown' || essence === '*/*';
  return unknown && startsAsHtml(text);
}

const htmlStart =
  /^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|link|base)(?=[\s/>])/i;

/** Whether a text starts as an HTML document does (MIME Sniffing standard section 7.1), comments passed over. */
export function startsAsHtml(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s|\uFEFF/.test(text.charAt(at))) at += 1;
    if (!text.startsWith('<!--', at)) return htmlStart.test(text.slice(at, at + 20));
    const end = text.indexOf('-->', at + 4);
    if (end === -1) return false;
    at = end + 3;
  }
}

/** Whether a Content-Type names JSON (MIME Sniffing standard section 4.6). */
export function isJsonType(contentType: string | null): boolean {
  const { essence } = mediaTypeOf(contentType);
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}
