/** The stream in which React's server sends what it has rendered (`react-server`, ReactFlightServer): its rows. */

/** A component of the page's scripts: what a row of imports says. */
export interface Imported {
  readonly module: string | number;
  readonly name: string;
  /** What it says of the files that bring the module: paths, among names of chunks. */
  readonly chunks: readonly unknown[];
}

export interface FlightRows {
  readonly imports: ReadonlyMap<string, Imported>;
  /** JSON and plain texts, by the names by which others refer to them. */
  readonly models: ReadonlyMap<string, unknown>;
}

/** Only where a row begins: looked for everywhere, it would take a text of digits apart at each of them. */
const row = /([\da-f]*):([A-Z]?)([^\n]*)\n?/y;

/** The rows of a stream: `<hex id>:<tag><JSON>\n`; those of plain text (`T<hex length>,`) have no end of line. */
export function flightRows(text: string): FlightRows {
  const imports = new Map<string, Imported>();
  const models = new Map<string, unknown>();
  let position = 0;
  while (position < text.length) {
    row.lastIndex = position;
    const match = row.exec(text);
    const end = text.indexOf('\n', position);
    position = match !== null ? row.lastIndex : end === -1 ? text.length : end + 1;
    if (match === null) continue;
    const [whole, id = '', tag, rest = ''] = match;
    if (tag === 'T') {
      const length = /^([\da-f]+),/.exec(rest);
      if (length === null) continue;
      const start = match.index + whole.indexOf(',') + 1;
      position = start + Number.parseInt(length[1] ?? '0', 16);
      models.set(id, text.slice(start, position));
      continue;
    }
    const value = tag === '' || tag === 'I' ? parsedJson(rest) : undefined;
    if (tag === '' && value !== undefined) models.set(id, value);
    const imported = tag === 'I' ? importOf(value) : null;
    if (imported !== null) imports.set(id, imported);
  }
  return { imports, models };
}

function importOf(value: unknown): Imported | null {
  if (!Array.isArray(value)) return null;
  const [module, chunks, name = ''] = value as readonly unknown[];
  if ((typeof module !== 'string' && typeof module !== 'number') || typeof name !== 'string') return null;
  return { module, name, chunks: Array.isArray(chunks) ? (chunks as readonly unknown[]) : [] };
}

/** Undefined of what is no JSON: streams come in parts. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The type and the properties of an element, `["$", type, key, properties]`; null of what is none. */
export function elementOf(model: unknown): { readonly type: string; readonly properties: unknown } | null {
  if (!Array.isArray(model)) return null;
  const [mark, type, , properties] = model as readonly unknown[];
  return mark === '$' && typeof type === 'string' && properties !== undefined ? { type, properties } : null;
}
