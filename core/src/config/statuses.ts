import * as z from 'zod';
import { filledText } from './text.js';

const flag = z.boolean().default(false);

/** One status of the account's own table, with the seven flags of Convoso's Status API (domain-facts C.4). */
export const statusSchema = z.strictObject({
  status: filledText,
  name: z.string().optional(),
  final: flag,
  reached: flag,
  success: flag,
  dnc: flag,
  callback: flag,
  contact: flag,
  voicemail: flag,
});
