import * as z from 'zod';
import { filledText } from './text.js';
import { refusal } from './refuse.js';

/** Where a secret is kept: `env:NAME`, an environment variable, or `file:path`, a file that holds nothing else. */
export const secretRefSchema = z.strictObject({
  secretRef: filledText.refine((ref) => /^(env:[A-Za-z_]\w*|file:\S.*)$/.test(ref), {
    ...refusal({
      code: 'BAD_SECRET_REFERENCE',
      message: 'A secret reference starts with env: or file:.',
      remedy: 'Write env:NAME for an environment variable or file:path for a file.',
    }),
  }),
});

export const secretSchema = z.union([filledText, secretRefSchema]);

/** Convoso's screens leave these boxes blank, so a blank text here is the same as leaving the key out. */
export const blankableSecretSchema = z.union([z.string(), secretRefSchema]);

export type SecretRef = z.output<typeof secretRefSchema>;

/** A secret in the document itself, or where to find it. */
export type Secret = z.output<typeof secretSchema>;
