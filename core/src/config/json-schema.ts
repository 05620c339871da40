import * as z from 'zod/mini';
import { conditionSchema } from './conditions.js';
import { documentSchema } from './document.js';
import { recipientsText, senderText, smtpUrlText, templateRecipientsText } from './mail-text.js';
import { scheduleSchema } from './schedule.js';
import { SECRET_REFERENCE, secretRefSchema, secretSchema } from './secret.js';
import { convosoId, filledText, idText, statusText } from './text.js';
import { trustProxySchema } from './trust-proxy.js';
import { CONFIG_VERSION } from './version.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** What zod checks by functions of ours and JSON Schema can say, too. */
const SAYABLE = new Map<z.ZodMiniType, JsonSchema>([
  [documentSchema.shape.version, { const: CONFIG_VERSION }],
  [filledText, { pattern: '\\S' }],
  ...[smtpUrlText, senderText, recipientsText, templateRecipientsText].map(
    (text) => [text, { pattern: '\\S' }] as const,
  ),
  [idText, { pattern: '\\S' }],
  [convosoId, { pattern: '^\\d{1,20}$', minimum: 0 }],
  [statusText, { pattern: '^\\s*[A-Za-z0-9]{1,6}\\s*$' }],
  [secretRefSchema.shape.secretRef, { pattern: SECRET_REFERENCE.source }],
  [
    trustProxySchema,
    {
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'array', items: { type: 'string' } },
      ],
    },
  ],
]);

/** What stands in many places is written once, under these names. */
const NAMED = z
  .registry<{ id: string }>()
  .add(conditionSchema, { id: 'condition' })
  .add(scheduleSchema, { id: 'schedule' })
  .add(secretSchema, { id: 'secret' });

/**
 * The configuration document as a JSON Schema (draft 7, which editors know best), made from the schema that reads it:
 * for completion and for marking mistakes while writing. Whatever it refuses, `parseConfig` refuses; that an id which is
 * named is there, and other rules between the parts of a document, `parseConfig` alone can tell.
 *
 * No bundle for n8n or Zapier holds this: it is made at build time and kept as `core/connect.schema.json`.
 */
export function configJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(documentSchema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    metadata: NAMED,
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, SAYABLE.get(zodSchema as unknown as z.ZodMiniType));
    },
  });
  return {
    $schema,
    title: 'Convoso Connect configuration',
    description: 'What is sent (adaptors), where it goes (endpoints) and when it fires (workflows).',
    ...schema,
  };
}
