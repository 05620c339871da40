import * as z from 'zod';
import { urlFault } from '../endpoint/url-fault.js';
import { refuse } from './refuse.js';

/** Absolute, http or https; the relay sends to it exactly as written, so surrounding spaces go. */
export const apiUrlText = z
  .string()
  .superRefine((text, context) => {
    const fault = urlFault(text);
    if (fault !== null) refuse(context, fault);
  })
  .transform((text) => text.trim());
