import * as z from 'zod';
import { ambiguousHost } from '../endpoint/ambiguous-host.js';
import { urlFault } from '../endpoint/url-fault.js';
import { refuse } from './refuse.js';
import { tightened } from './tightened.js';

const hostIsPlain = tightened(
  z.superRefine<string>((text, context) => {
    const fault = urlFault(text) === null ? ambiguousHost(text) : null;
    if (fault !== null) refuse(context, fault);
  }),
);

/** Absolute, http or https; the relay sends to it exactly as written, so surrounding spaces go. */
export const apiUrlText = z
  .string()
  .superRefine((text, context) => {
    const fault = urlFault(text);
    if (fault !== null) refuse(context, fault);
  })
  .check(hostIsPlain)
  .transform((text) => text.trim());
