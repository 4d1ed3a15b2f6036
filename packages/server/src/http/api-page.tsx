import { pageOf } from '../pages/views/layout.tsx';

/** What is read of a JSON Schema here. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
}

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: Schema }>> }>
  >;
}

/** What is read of an OpenAPI document here. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Row {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** The API's documentation, from the same document that programs read. */
export function apiPage({ info, paths = {} }: ApiDocument, signedIn: boolean): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'other'))];
  return pageOf({
    title: 'API',
    signedIn,
    children: (
      <>
        <div class="band">
          <p class="place">
            {info.title} {info.version}
          </p>
          <h1>API</h1>
          <p class="lead">{info.description}</p>
          <p class="actions">
            <a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>
          </p>
        </div>
        <section aria-labelledby="example-title" class="prose">
          <h2 id="example-title">For example</h2>
          <p>Queue a scan, follow it until it is over, and take its report:</p>
          <pre class="wrapped">
            <code>{example}</code>
          </pre>
        </section>
        {tags.map((tag) => (
          <section aria-labelledby={`tag-${tag}`} class="prose api">
            <h2 id={`tag-${tag}`}>{tag.charAt(0).toUpperCase() + tag.slice(1)}</h2>
            {operations
              .filter(({ operation }) => (operation.tags?.[0] ?? 'other') === tag)
              .map((entry) => (
                <Route {...entry} />
              ))}
          </section>
        ))}
      </>
    ),
  });
}

const example = `curl --json '{"url":"https://shop.example/"}' http://127.0.0.1:8080/api/v1/scans
curl --no-buffer http://127.0.0.1:8080/api/v1/scans/<id>/events
curl http://127.0.0.1:8080/api/v1/scans/<id>/report?format=sarif

# where the server asks for a token
curl --header 'Authorization: Bearer <token>' http://127.0.0.1:8080/api/v1/scans`;

function Route({ path, method, operation }: { path: string; method: string; operation: Operation }) {
  const body = operation.requestBody?.content['application/json']?.schema;
  const parameters = (operation.parameters ?? []).map(
    ({ name, description, required = false, schema = {} }): Row => ({
      name,
      required,
      schema: description === undefined ? schema : { ...schema, description },
    }),
  );
  return (
    <>
      <h3>
        <code>
          {method} {path}
        </code>
      </h3>
      <p>
        {operation.summary}. Answers {Object.keys(operation.responses ?? {}).join(', ')}.
      </p>
      {parameters.length > 0 && <Members caption={`Parameters of ${method} ${path}`} rows={parameters} />}
      {body && <Members caption={`Body of ${method} ${path}`} rows={membersOf(body, '')} />}
    </>
  );
}

function Members({ caption, rows }: { caption: string; rows: readonly Row[] }) {
  return (
    <table>
      <caption class="hint">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Takes</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, schema, required }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              {kindOf(schema)}
              {required ? ', required' : ''}
            </td>
            <td>{schema.description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The members of an object, and those of objects in it, by their whole names. */
function membersOf(schema: Schema, prefix: string): Row[] {
  const rows: Row[] = [];
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    rows.push({
      name: prefix + name,
      schema: member,
      required: schema.required?.includes(name) ?? false,
    });
    rows.push(...membersOf(member, `${prefix}${name}.`));
  }
  return rows;
}

function kindOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  if (schema.items) return `list of ${kindOf(schema.items)}`;
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  return [schema.type ?? 'anything'].flat().join(' or ');
}
