import { FIELDS, visibleText, type LeadKey } from '@convoso-connect/core';
import { nearest } from '@convoso-connect/core/config';
import { readLead } from '../api/query.js';
import { leadNeverDelivered } from '../leads/lead-for-test.js';
import { previewOf, type Preview } from '../leads/preview.js';
import type { TestLead } from '../leads/stand-in-lead.js';
import type { Reader } from '../reads/reader.js';
import { assertStoreOrNone } from '../store/no-store.js';
import { readEnvironment } from './environment.js';
import { print } from './print.js';
import { withAccount } from './with-account.js';
import { acceptedIn, withReader, withReaderIfAny } from './with-reader.js';

/** Prints what an adaptor would send with the data of a lead, and what is odd about it. */
export async function printPreview(
  adaptorId: string,
  { lead }: { readonly lead?: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const key: LeadKey | null = lead === undefined ? null : readLead(lead);
  assertStoreOrNone(readEnvironment(env));
  const shown = await withReaderIfAny(env, (reader) => previewIn(reader, { adaptorId, lead: key }, env));
  const warnings = shown.warnings
    .map(({ message, remedy }) => `  ! ${visibleText(`${message} ${remedy}`)}\n`)
    .join('');
  print(
    `With the data of ${whose(shown)} the adaptor "${adaptorId}" sends:\n\n` +
      `${JSON.stringify(shown.fields, null, 2)}\n${warnings === '' ? '' : `\n${warnings}`}`,
  );
}

/** By the configuration accepted last or, before a relay has ever run here, by the file. */
async function previewIn(
  reader: Reader | null,
  { adaptorId, lead }: { adaptorId: string; lead: LeadKey | null },
  env: NodeJS.ProcessEnv,
): Promise<Preview> {
  const now = Date.now();
  const delivered = (await reader?.ask('lastKnown', { lead, now })) ?? null;
  const testLead = delivered ?? (await neverDelivered(lead, now, env));
  const accepted = (await reader?.ask('accepted', {})) ?? null;
  if (reader !== null && accepted !== null)
    return reader.ask('preview', { revision: accepted.revision, adaptorId, testLead, now });
  return withAccount(env, ({ config }) =>
    Promise.resolve(previewOf(config, { adaptorId, testLead, now }, null)),
  );
}

function neverDelivered(lead: LeadKey | null, now: number, env: NodeJS.ProcessEnv): Promise<TestLead> {
  if (lead === null) return leadNeverDelivered(lead, null, now);
  return withAccount(env, ({ config, api }) =>
    leadNeverDelivered(lead, config.account.authToken === undefined ? null : api(), now),
  );
}

function whose({ from, because, occurrenceId }: Preview): string {
  switch (from) {
    case 'delivered':
      return occurrenceId;
    case 'convoso':
      return `${occurrenceId.replace('-', ' ')} as Convoso has it, because ${because ?? ''},`;
    case 'sample':
      return `the built-in sample lead, because ${because ?? ''},`;
  }
}

/**
 * Prints every place of the configuration that goes by a field's name: what a renaming in Convoso would break. The exit code is 1 where no
 * field of this name is known: one that is mistyped breaks nothing either.
 */
export async function printFieldUses(field: string, env: NodeJS.ProcessEnv): Promise<void> {
  const uses = await withReader(env, async (found) => {
    const { reader, accepted } = await acceptedIn(found, env);
    return reader.ask('fieldUses', { revision: accepted.revision, name: field });
  });
  const name = visibleText(field);
  const text = uses.map(({ path, part }) => `  ${visibleText(`${path}   in ${part}`)}\n`).join('');
  if (uses.length > 0) {
    print(`These go by ${name}:\n${text}`);
    return;
  }
  if (isConvosos(field)) {
    print(`Nothing goes by ${name}.\n`);
    return;
  }
  const likely = nearest(field, NAMES);
  const meant = likely === undefined ? '' : ` Did you mean ${likely}?`;
  print(
    `Nothing goes by ${name}, and Convoso has no field of this name; it may be one of your own.${meant}\n`,
  );
  process.exitCode = 1;
}

const NAMES = FIELDS.flatMap(({ section, name }) => [name, `${section}.${name}`]);

function isConvosos(field: string): boolean {
  return NAMES.includes(field);
}
