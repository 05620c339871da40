import * as z from 'zod/mini';
import { filledText } from './text.js';

const flag = z._default(z.boolean(), false);

/** One status of the account's own table, with the seven flags of Convoso's Status API (domain-facts C.4). */
export const statusSchema = z.strictObject({
  status: filledText,
  name: z.optional(z.string()),
  final: flag,
  reached: flag,
  success: flag,
  dnc: flag,
  callback: flag,
  contact: flag,
  voicemail: flag,
});
