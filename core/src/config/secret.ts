import * as z from 'zod/mini';
import { filledText } from './text.js';
import { refusal } from './refuse.js';

/**
 * Where a secret is kept: `env:NAME`, an environment variable, `file:path`, a file that holds nothing else, or
 * `store:NAME`, the relay's own store, where `connect secret set NAME` puts it.
 */
export const SECRET_REFERENCE = /^(env:[A-Za-z_]\w*|file:\S.*|store:\w[\w.-]{0,99})$/;

export const secretRefSchema = z.strictObject({
  secretRef: filledText.check(
    z.refine((ref) => SECRET_REFERENCE.test(ref), {
      ...refusal({
        code: 'BAD_SECRET_REFERENCE',
        message: 'A secret reference starts with env:, file: or store:.',
        remedy:
          'Write env:NAME for an environment variable, file:path for a file or store:NAME for the store of the relay.',
      }),
    }),
  ),
});

export const secretSchema = z.union([filledText, secretRefSchema]);

/** Convoso's screens leave these boxes blank, so a blank text here is the same as leaving the key out. */
export const blankableSecretSchema = z.union([z.string(), secretRefSchema]);

export type SecretRef = z.output<typeof secretRefSchema>;

/** A secret in the document itself, or where to find it. */
export type Secret = z.output<typeof secretSchema>;
