import * as z from 'zod/mini';
import { refusal } from './refuse.js';

export const CONFIG_VERSION = 1;

export const versionSchema = z.custom<typeof CONFIG_VERSION>(
  (version: unknown) => version === CONFIG_VERSION,
  {
    ...refusal({
      code: 'UNSUPPORTED_VERSION',
      message: 'This is not a version of the configuration document that is understood here.',
      remedy: `Set "version": ${String(CONFIG_VERSION)}.`,
    }),
  },
);
