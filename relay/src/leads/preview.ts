import type { ConnectError } from '@convoso-connect/core';
import { previewAdaptor, type AdaptorPreview } from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { ToldToReaders } from '../told-to-readers.js';
import { everDelivered } from './ever-delivered.js';
import type { TestLead } from './stand-in-lead.js';
import type { StoreReads } from '../store/store.js';

export interface Preview extends AdaptorPreview {
  readonly adaptorId: string;
  /** The occurrence whose data it was made with. */
  readonly occurrenceId: string;
  /** Whose data that is: a call that was delivered, the lead as Convoso has it, or the built-in sample lead. */
  readonly from: TestLead['from'];
  /** Why it is no call that was delivered, as a clause; null where it is. */
  readonly because: string | null;
}

export interface PreviewAsked {
  readonly adaptorId: string;
  readonly testLead: TestLead;
  readonly now: number;
}

/** The Generated Data of an adaptor with the data of a lead, mapped as the endpoint that uses it would. */
export async function preview(
  store: StoreReads,
  config: ConnectConfig,
  asked: PreviewAsked,
): Promise<Preview> {
  const { occurrence, from } = asked.testLead;
  // What a hook delivers is not known from a lead that no hook has delivered.
  const delivered = from === 'delivered' ? await everDelivered(store, occurrence.hookId) : null;
  return previewOf(config, asked, delivered);
}

/** The same where nothing is stored; `delivered` is what the hook of the lead delivers at all, null where that is not known. */
export function previewOf(
  config: ConnectConfig,
  { adaptorId, testLead: { occurrence, from, because }, now }: PreviewAsked,
  delivered: ReadonlySet<string> | null,
): Preview {
  const adaptor = config.adaptors.find(({ id }) => id === adaptorId);
  if (adaptor === undefined) throw unknownPart('adaptor', adaptorId, config.adaptors);
  const endpoint = config.endpoints.find((candidate) => candidate.adaptorId === adaptorId);
  const shown = previewAdaptor(adaptor, occurrence.snapshot, {
    delimiter: endpoint?.delimiter ?? '',
    numbersAsNumbers: endpoint?.numbersAsNumbers ?? false,
    timeZone: config.account.timeZone,
    now,
    statuses: config.statuses,
    ...(delivered !== null && { everDelivered: delivered }),
  });
  return { adaptorId, occurrenceId: occurrence.id, from, because, ...shown };
}

/** A part of the configuration that was asked for and is not there. */
export function unknownPart(
  kind: 'adaptor' | 'endpoint' | 'workflow' | 'action',
  id: string,
  known: readonly { readonly id: string }[],
): ConnectError {
  const ids = known.map((part) => part.id).join(', ');
  const remedy = ids === '' ? `The configuration has no ${kind}.` : `Use one of: ${ids}.`;
  const message = `there is no ${kind} "${id.slice(0, 100)}"`;
  return new ToldToReaders(
    { code: `UNKNOWN_${kind.toUpperCase()}`, message, remedy },
    {
      message,
      remedy:
        'Take the id from the configuration; a key with the scope read as well is told which there are.',
    },
  );
}
