import { readField, textOf, type Attempt, type Masker, type Snapshot } from '@convoso-connect/core';
import { relayReports, type ReportedSend } from '@convoso-connect/core/relay-client';
import type { Bundle } from 'zapier-platform-core';
import { relayClient } from './client.js';
import { relayOf } from './connection.js';

/** A request that the step made, and when. */
export interface Made {
  readonly attempted: Attempt;
  readonly idempotencyKey: string;
  /** Epoch milliseconds. */
  readonly begunAt: number;
  readonly endedAt: number;
  /** Empty where the event has none. */
  readonly eventId: string;
  readonly snapshot: Snapshot;
}

/** What became of the report. */
export interface Told {
  /** Where people see it in the logs of the relay; empty where it is not there. */
  readonly view: string;
  /** Why it is not there; null where it is, or where there is no relay. */
  readonly warning: string | null;
}

/** What was sent was sent: telling of it is not waited for longer. */
const MILLISECONDS = 2_000;

/**
 * Tells the relay of the connection, if there is one, what was sent, so that it stands in the same logs and trails as what the
 * relay sends itself. That this fails never makes the step fail. Credentials are masked here: the relay does not know them.
 */
export async function reportSend(
  made: Made,
  { bundle, masker }: { readonly bundle: Pick<Bundle, 'authData'>; readonly masker: Masker },
): Promise<Told> {
  const relay = relayOf(bundle);
  if (relay === null) return { view: '', warning: null };
  const report = relayReports(relayClient(relay, bundle, MILLISECONDS));
  const told = await report([entryOf(made, masker)]);
  if (!told.reported) return { view: '', warning: masker.text(`It was sent, and ${told.reason}`) };
  return { view: told.entries[0]?.view ?? '', warning: null };
}

const LONGEST_REASON = 2_000;

function entryOf({ attempted, ...made }: Made, masker: Masker): ReportedSend {
  const { request, outcome, verdict, result, reason } = attempted;
  const [lead, phone] = (['id', 'phone_number'] as const).map((name) =>
    textOf(readField(made.snapshot, 'lead', name) ?? ''),
  );
  return {
    // A replay has the same key, and is another send.
    id: `${made.idempotencyKey} ${String(made.begunAt)}`,
    source: 'zapier',
    endpoint: new URL(request.url).host,
    at: new Date(made.begunAt).toISOString(),
    durationMs: made.endedAt - made.begunAt,
    method: request.method,
    url: masker.text(request.url),
    outcome: verdict.verdict,
    result: masker.data(result.value),
    ...(request.body === undefined ? {} : { body: masker.text(request.body) }),
    ...(outcome.kind === 'answered'
      ? {
          answer: {
            status: outcome.status,
            headers: masker.data(outcome.headers) as Record<string, string>,
            body: masker.text(outcome.body),
          },
        }
      : {}),
    ...(reason === null ? {} : { reason: masker.text(reason).slice(0, LONGEST_REASON) }),
    ...(made.eventId === '' ? {} : { eventId: made.eventId }),
    ...(lead ? { lead } : {}),
    ...(phone ? { phone } : {}),
  };
}
