import * as z from 'zod/mini';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';

/** A name or an id as a program that acts on calls elsewhere gives it. */
export const nameOfProgram = z.string().check(z.minLength(1), z.maxLength(200));

/** Fields as the event has them; what an automation has made of their values is read as texts again. */
const fields = z.optional(z.record(z.string(), z.unknown()));

/** A call event as a program hands it on. Only what the guards go by has to be there; anything else may stand in it. */
export const eventOfProgram = z.looseObject({
  id: nameOfProgram,
  /** When the call was reported, with a zone or `Z`. */
  received_at: z.iso.datetime({ offset: true }),
  kinds: z.array(z.enum(OCCURRENCE_KINDS)),
  lead: fields,
  call: fields,
  extra: fields,
  custom: fields,
});

/** Where something is done elsewhere; `other` is a program of somebody's own. */
export const PROGRAMS = ['n8n', 'zapier', 'other'] as const;
