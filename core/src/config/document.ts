import * as z from 'zod/mini';
import { accountSchema } from './account.js';
import { adaptorSchema } from './adaptor.js';
import { withinFieldPool } from './custom-field-pool.js';
import { endpointSchema } from './endpoint.js';
import { hookSchema } from './hook.js';
import { settingsSchema } from './settings.js';
import { statusSchema } from './statuses.js';
import { everAccepted } from './tightened.js';
import { versionSchema } from './version.js';
import { workflowSchema } from './workflow.js';

/** The one configuration document as it is written. References between its parts are checked by `parseConfig`. */
export const documentSchema = z.strictObject({
  /** Where an editor finds the JSON Schema of the document (`json-schema.ts`); it changes nothing. */
  $schema: z.optional(z.string()),
  version: versionSchema,
  account: z.prefault(accountSchema, {}),
  statuses: z._default(z.array(statusSchema), []),
  adaptors: z._default(z.array(adaptorSchema).check(withinFieldPool), []),
  endpoints: z._default(z.array(endpointSchema), []),
  workflows: z._default(z.array(workflowSchema), []),
  hooks: z._default(z.array(hookSchema), []),
  settings: z.prefault(settingsSchema, {}),
});

/** The document as any version may have accepted it: stored revisions are read by this. */
export const acceptedDocumentSchema = everAccepted(documentSchema);

/** The document with its defaults, before names and directions are settled. */
export type WrittenConfig = z.output<typeof documentSchema>;
