/** The part of a configuration schema that forms go by. */
interface Schema {
  readonly def: {
    readonly type: string;
    readonly innerType?: Schema;
    readonly in?: Schema;
    readonly entries?: Readonly<Record<string, string>>;
  };
  readonly shape?: Readonly<Record<string, Schema>>;
}

/** How a form asks for a value of the configuration document. */
export interface FormValue {
  readonly name: string;
  readonly kind: 'choice' | 'list' | 'number' | 'text';
  /** Of a choice. */
  readonly options: readonly string[];
  readonly required: boolean;
}

/**
 * What a form asks for to fill in an object of the configuration document: read from its schema, so that a form offers
 * what the document takes and nothing else.
 */
export function formValues(schema: unknown): readonly FormValue[] {
  const { shape = {} } = bare(schema as Schema);
  return Object.entries(shape)
    .filter(([, value]) => bare(value).def.type !== 'literal')
    .map(([name, value]) => {
      const { type, entries = {} } = bare(value).def;
      return {
        name,
        kind: KINDS[type] ?? 'text',
        options: Object.values(entries),
        required: !isOptional(value),
      };
    });
}

/** The value of that name, which may itself be an object with values. */
export function schemaAt(schema: unknown, name: string): unknown {
  return bare(schema as Schema).shape?.[name];
}

const KINDS: Readonly<Record<string, FormValue['kind']>> = {
  enum: 'choice',
  array: 'list',
  number: 'number',
  int: 'number',
};

function bare(schema: Schema): Schema {
  const { innerType, in: before, type } = schema.def;
  if (innerType !== undefined) return bare(innerType);
  return type === 'pipe' && before !== undefined ? bare(before) : schema;
}

function isOptional({ def }: Schema): boolean {
  return ['optional', 'default', 'prefault'].includes(def.type);
}
