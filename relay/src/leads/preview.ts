import { ConnectError, previewAdaptor, type AdaptorPreview, type LeadKey } from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { Db } from '../store/sqlite.js';
import { everDelivered } from './ever-delivered.js';
import { lastKnown } from './last-known.js';
import type { TestLead } from './stand-in-lead.js';

export interface Preview extends AdaptorPreview {
  readonly adaptorId: string;
  /** The occurrence whose data it was made with. */
  readonly occurrenceId: string;
  /** Whose data that is: a call that was delivered, or the built-in sample lead. */
  readonly from: TestLead['from'];
}

/** The Generated Data of an adaptor with the last known data of a lead, mapped as the endpoint that uses it would. */
export async function preview(
  db: Db,
  config: ConnectConfig,
  { adaptorId, lead, now }: { adaptorId: string; lead: LeadKey | null; now: number },
): Promise<Preview> {
  const adaptor = config.adaptors.find(({ id }) => id === adaptorId);
  if (adaptor === undefined) throw unknownPart('adaptor', adaptorId, config.adaptors);
  const { occurrence, from } = await lastKnown(db, { lead, now });
  const endpoint = config.endpoints.find((candidate) => candidate.adaptorId === adaptorId);
  const shown = previewAdaptor(adaptor, occurrence.snapshot, {
    delimiter: endpoint?.delimiter ?? '',
    numbersAsNumbers: endpoint?.numbersAsNumbers ?? false,
    timeZone: config.account.timeZone,
    now,
    statuses: config.statuses,
    // What a hook delivers is not known from a lead that no hook has delivered.
    ...(from === 'delivered' && { everDelivered: await everDelivered(db, occurrence.hookId) }),
  });
  return { adaptorId, occurrenceId: occurrence.id, from, ...shown };
}

/** A part of the configuration that was asked for and is not there. */
export function unknownPart(
  kind: 'adaptor' | 'endpoint' | 'workflow' | 'action',
  id: string,
  known: readonly { readonly id: string }[],
): ConnectError {
  const ids = known.map((part) => part.id).join(', ');
  const remedy = ids === '' ? `The configuration has no ${kind}.` : `Use one of: ${ids}.`;
  return new ConnectError(
    `UNKNOWN_${kind.toUpperCase()}`,
    `there is no ${kind} "${id.slice(0, 100)}"`,
    remedy,
  );
}
