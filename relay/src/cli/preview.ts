import { visibleText, type LeadKey } from '@convoso-connect/core';
import type { Preview } from '../leads/preview.js';
import { print } from './print.js';
import { acceptedIn, withReader } from './with-reader.js';

/** Prints what an adaptor would send with a lead's last known data, and what is odd about it. */
export async function printPreview(
  adaptorId: string,
  { lead }: { readonly lead?: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const shown = await withReader(env, async (found) => {
    const { reader, accepted } = await acceptedIn(found);
    const key: LeadKey | null = lead === undefined ? null : `lead:${lead}`;
    return reader.ask('preview', { revision: accepted.revision, adaptorId, lead: key, now: Date.now() });
  });
  const warnings = shown.warnings
    .map(({ message, remedy }) => `  ! ${visibleText(`${message} ${remedy}`)}\n`)
    .join('');
  print(
    `With the data of ${whose(shown)} the adaptor "${adaptorId}" sends:\n\n` +
      `${JSON.stringify(shown.fields, null, 2)}\n${warnings === '' ? '' : `\n${warnings}`}`,
  );
}

function whose({ from, occurrenceId }: Pick<Preview, 'from' | 'occurrenceId'>): string {
  return from === 'sample'
    ? 'the built-in sample lead, because nothing has been delivered yet,'
    : occurrenceId;
}

/** Prints every place of the configuration that goes by a field's name: what a renaming in Convoso would break. */
export async function printFieldUses(field: string, env: NodeJS.ProcessEnv): Promise<void> {
  const uses = await withReader(env, async (found) => {
    const { reader, accepted } = await acceptedIn(found);
    return reader.ask('fieldUses', { revision: accepted.revision, name: field });
  });
  const name = visibleText(field);
  const text = uses.map(({ path, part }) => `  ${visibleText(`${path}   in ${part}`)}\n`).join('');
  print(uses.length === 0 ? `Nothing goes by ${name}.\n` : `These go by ${name}:\n${text}`);
}
