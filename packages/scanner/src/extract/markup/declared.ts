import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { DeclaredSocket } from '../document.ts';
import { snippetAt } from '../position.ts';
import { webSocketUrl } from '../websocket-url.ts';
import type { Reading } from './reading.ts';
import { attributeName, attributeValue } from './source.ts';
import { isElement } from './walk.ts';

/**
 * Notes the sockets that an element's attributes declare for a library to open: `ws-connect` of htmx's extension `ws`,
 * `hx-ws` of htmx 1 (which that extension knows too), `<turbo-stream-source>` of Turbo.
 */
export function readDeclared(reading: Reading, element: Tree.Element): void {
  for (const attribute of element.attrs) {
    const name = attributeName(attribute).replace(/^data-/, '');
    const { value } = attribute;
    if (name === 'ws-connect' && usesExtension(element)) add(reading, element, attribute, 'htmx-ws', value);
    else if (name === 'hx-ws') {
      const address = /(?:^|\s)connect:(\S+)/.exec(value)?.[1];
      if (address !== undefined) add(reading, element, attribute, 'htmx', address);
    } else if (name === 'src' && element.tagName === 'turbo-stream-source' && /^wss?:/.test(value))
      add(reading, element, attribute, 'turbo', value);
  }
}

/** Whether an element, or one around it, turns htmx's extension on and none nearer turns it off. */
function usesExtension(element: Tree.Element): boolean {
  for (let around: Tree.ParentNode | null = element; around !== null && 'attrs' in around;) {
    const extensions =
      around.attrs.find(({ name }) => /^(?:data-)?hx-ext$/.test(name))?.value.split(/[\s,]+/) ?? [];
    if (extensions.includes('ignore:ws')) return false;
    if (extensions.includes('ws')) return true;
    around = around.parentNode !== null && isElement(around.parentNode) ? around.parentNode : null;
  }
  return false;
}

function add(
  reading: Reading,
  element: Tree.Element,
  attribute: Tree.Element['attrs'][number],
  by: DeclaredSocket['by'],
  address: string,
): void {
  // htmx completes a path by the page's own host, whatever `<base>` says.
  const base = address.startsWith('/') && by !== 'turbo' ? reading.documentUrl : reading.baseUrl;
  const resolved = webSocketUrl(address, base);
  const { source } = reading;
  const value = attributeValue(source, element, attribute);
  const offset = value.sourceOffset(Math.max(0, attribute.value.indexOf(address)));
  reading.declared.push({
    by,
    reference: {
      library: 'websocket',
      role: 'connects',
      expression: `${attributeName(attribute)}="${attribute.value}"`.slice(0, 300),
      url: 'url' in resolved ? resolved.url : null,
      ...('error' in resolved && { unresolved: resolved.error }),
      protocols: [],
      location: { source: source.url, ...source.positionAt(offset), snippet: snippetAt(source.text, offset) },
    },
  });
}
