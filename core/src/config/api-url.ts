import * as z from 'zod/mini';
import { ambiguousHost } from '../endpoint/ambiguous-host.js';
import { urlFault } from '../endpoint/url-fault.js';
import { refuse } from './refuse.js';
import { tightened } from './tightened.js';

const isAddress = z.superRefine<string>((text, context) => {
  const fault = urlFault(text);
  if (fault !== null) refuse(context, fault);
});

const hostIsPlain = tightened(
  z.superRefine<string>((text, context) => {
    const fault = urlFault(text) === null ? ambiguousHost(text) : null;
    if (fault !== null) refuse(context, fault);
  }),
);

/** Absolute, http or https; the relay sends to it exactly as written, so surrounding spaces go. */
export const apiUrlText = z.pipe(
  z.string().check(isAddress, hostIsPlain),
  z.transform((text) => text.trim()),
);
