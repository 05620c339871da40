import * as z from 'zod/mini';

/*
 * What an earlier version accepted still loads. A rule that comes later than the first version that wrote documents is
 * marked as tightened: it binds what is new or changed, and only warns about what was accepted before it.
 */
const TIGHTENED = new WeakSet<object>();

/** Marks a check of a schema as one that earlier versions did not make. */
export function tightened<C extends object>(check: C): C {
  TIGHTENED.add(check);
  return check;
}

/** The same schema without its tightened checks: it takes all that any version has accepted. */
export function everAccepted<S extends z.ZodMiniType>(schema: S): S {
  return new Loosening().loosened(schema);
}

/** Rebuilds the parts of a schema that hold tightened checks; parts that are used in many places are rebuilt once. */
class Loosening {
  readonly #done = new Map<z.ZodMiniType, z.ZodMiniType>();

  loosened<S extends z.ZodMiniType>(schema: S): S {
    const done = this.#done.get(schema) ?? this.#rebuild(schema);
    this.#done.set(schema, done);
    return done as S;
  }

  #rebuild(schema: z.ZodMiniType): z.ZodMiniType {
    const { def } = schema._zod;
    const parts = Object.entries(def).map(
      ([key, part]: [string, unknown]) => [key, this.#part(key, part)] as const,
    );
    const changed = parts.some(([key, part]) => part !== (def as unknown as Record<string, unknown>)[key]);
    return changed ? schema.clone(Object.fromEntries(parts) as unknown as typeof def) : schema;
  }

  #part(key: string, part: unknown): unknown {
    if (isSchema(part)) return this.loosened(part);
    if (Array.isArray(part)) {
      const kept = part.filter((each: object) => !TIGHTENED.has(each));
      const loose = kept.map((each: unknown) => (isSchema(each) ? this.loosened(each) : each));
      return isSame(loose, part) ? part : loose;
    }
    if (key !== 'shape') return part;
    const shape = Object.entries(part as Record<string, z.ZodMiniType>);
    const loose = shape.map(([, each]) => this.loosened(each));
    return isSame(
      loose,
      shape.map(([, each]) => each),
    )
      ? part
      : Object.fromEntries(shape.map(([name], index) => [name, loose[index]]));
  }
}

function isSchema(part: unknown): part is z.ZodMiniType {
  return part instanceof z.ZodMiniType;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
