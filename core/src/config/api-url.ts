import * as z from 'zod/mini';
import { urlFault } from '../endpoint/url-fault.js';
import { refuse } from './refuse.js';

/** Absolute, http or https; the relay sends to it exactly as written, so surrounding spaces go. */
export const apiUrlText = z.pipe(
  z.string().check(
    z.superRefine((text, context) => {
      const fault = urlFault(text);
      if (fault !== null) refuse(context, fault);
    }),
  ),
  z.transform((text) => text.trim()),
);
