import { CONVOSO_ENDPOINTS, type Endpoint } from '@convoso-connect/core/convoso-api';

type Shape = NonNullable<Endpoint['rows']>;
type Kind = Exclude<keyof Shape, 'lists' | 'also'>;

/** What n8n shows of an operation's output before it has run, as its files in `__schema__` have it. */
export interface OutputSchema {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, OutputSchema>>;
  readonly items?: OutputSchema;
  readonly version?: 1;
}

const KINDS: Readonly<Record<Kind, OutputSchema>> = {
  id: { type: 'string' },
  text: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  time: { type: 'string' },
  duration: { type: 'number' },
  ids: { type: 'array', items: { type: 'string' } },
};

/** The schema of each operation that gives anything but success, by `<resource>/<operation>`. */
export function outputSchemas(): ReadonlyMap<string, OutputSchema> {
  const schemas = new Map<string, OutputSchema>();
  for (const [group, endpoints] of Object.entries(CONVOSO_ENDPOINTS)) {
    for (const [method, { rows, record }] of Object.entries<Endpoint>(endpoints)) {
      const shape = rows ?? record;
      if (shape !== undefined) schemas.set(`${group}/${method}`, { ...schemaOf(shape), version: 1 });
    }
  }
  return schemas;
}

function schemaOf(shape: Shape): OutputSchema {
  const properties: Record<string, OutputSchema> = {};
  for (const [kind, schema] of Object.entries(KINDS)) {
    const names = (shape[kind as Kind] ?? []).join(' ').split(' ');
    for (const name of names) if (name !== '') properties[name] = schema;
  }
  for (const [name, rows] of Object.entries(shape.lists ?? {})) {
    properties[name] = { type: 'array', items: schemaOf(rows) };
  }
  return { type: 'object', properties };
}
