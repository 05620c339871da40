import * as z from 'zod/mini';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';
import { NOTE_CODES } from '../payload/notes.js';
import { instant } from './shapes.js';

/** Fields as they were delivered; several values of one field stay several. */
const fieldValues = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const flags = z.strictObject({
  final: z.boolean(),
  reached: z.boolean(),
  success: z.boolean(),
  dnc: z.boolean(),
  callback: z.boolean(),
  contact: z.boolean(),
  voicemail: z.boolean(),
});

/** What happened, in the one shape that the API, n8n and Zapier share (core's `CallEvent`). */
export const callEvent = z.strictObject({
  id: z.string(),
  received_at: instant,
  kinds: z.array(z.enum(OCCURRENCE_KINDS)),
  lead: fieldValues,
  call: fieldValues,
  extra: fieldValues,
  custom: fieldValues,
  disposition: z.nullable(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      group: z.nullable(z.string()),
      known: z.boolean(),
      flags: z.nullable(flags),
      flags_from: z.enum(['account', 'built-in', 'none']),
    }),
  ),
  notes: z.array(
    z.strictObject({ code: z.enum(NOTE_CODES), name: z.nullable(z.string()), message: z.string() }),
  ),
});
