import * as z from 'zod/mini';

/** A configuration document, credentials masked. Its own schema is `core/connect.schema.json`. */
export const document = z.record(z.string(), z.unknown());

/** How one configuration differs from another at one place. */
export const difference = z.strictObject({
  /** `reordered`: a list has the same parts in another order, which `before` and `after` give by their ids. */
  kind: z.enum(['added', 'removed', 'changed', 'reordered']),
  /** As in problems; of what is removed in the configuration before, else in the one after. */
  path: z.string(),
  /** What the place belongs to, as people call it: `the workflow "Sales"`. */
  part: z.optional(z.string()),
  /** The place for programs: keys, places in lists, and the ids of parts, which stay when others are added. */
  at: z.array(z.union([z.string(), z.int(), z.strictObject({ id: z.string() })])),
  before: z.optional(z.unknown()),
  after: z.optional(z.unknown()),
  message: z.string(),
});

/** Both sides of a change that was not made, because somebody else has made one meanwhile. */
export const conflict = z.strictObject({
  running: z.strictObject({ revision: z.int(), config: document }),
  /** What the change would make of the running configuration; null where the document sent cannot be read. */
  yours: z.nullable(z.array(difference)),
  /** What both have made of the revision that the change was based on; null where that is not known. */
  since: z.nullable(
    z.strictObject({
      revision: z.int(),
      running: z.array(difference),
      yours: z.nullable(z.array(difference)),
    }),
  ),
  /** Where the file of the configuration was edited: what it says. */
  file: z.optional(
    z.strictObject({
      /** Why it is not read; null where it is. */
      fault: z.nullable(z.string()),
      config: z.nullable(document),
      /** What it would make of the running configuration. */
      changes: z.nullable(z.array(difference)),
      /** To be sent as `overFile` by whoever has seen it and replaces it all the same; null where there is no file. */
      digest: z.nullable(z.string()),
    }),
  ),
});
