import { formatDate, nameFields, type AccountStatus } from '@convoso-connect/core';
import { recordingOf, type CallLogRow } from './call-row.js';
import { callEventOf, type GivenEvent } from './from-snapshot.js';

/** What the REST API calls otherwise than Connect does (domain-facts A.8). */
const CONNECT_NAMES: Readonly<Record<string, string>> = {
  id: 'call_log_id',
  call_length: 'length_in_sec',
  campaign: 'campaign_name',
  user: 'agent_full_name',
  caller_id_displayed: 'caller_id',
  queue: 'queue_name',
};

/** Known to the REST API alone, or said better by the disposition. */
const LEFT_OUT = new Set(['other', 'recording', 'status_name', 'called_count']);

/** Meaningless where the call went out (domain-facts A.8). */
const OF_INBOUND = new Set(['queue_position', 'queue_seconds']);

/** A row of the call log as the call event that Connect would have delivered of it. */
export function callEventOfRow(
  row: CallLogRow,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
  statuses: readonly AccountStatus[],
): GivenEvent {
  const inbound = row.call_type?.toUpperCase() === 'INBOUND';
  const entries = Object.entries(row)
    .filter(([name]) => !LEFT_OUT.has(name) && (inbound || !OF_INBOUND.has(name)))
    .flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number'
        ? [[CONNECT_NAMES[name] ?? name, String(value)] as const]
        : [],
    );
  const recording = recordingOf(row.recording);
  const received = Object.fromEntries(recording === '' ? entries : [...entries, ['recording', recording]]);
  const { snapshot } = nameFields(received, {});
  const at = instantOf(row.call_date, timeZone, now);
  return callEventOf({ id: row.id ?? '', at, snapshot, declared: 'infer', timeZone }, statuses);
}

/** When a call was, in epoch milliseconds; now where its row does not say. */
function instantOf(callDate: string | null, timeZone: string, now: number): number {
  const seconds = formatDate(callDate ?? '', 'timestamp', { timeZone, now });
  return seconds.text === '' || seconds.warning !== null ? now : Number(seconds.text) * 1000;
}
