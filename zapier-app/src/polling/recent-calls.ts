import { isDisposition, type AccountStatus } from '@convoso-connect/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { callEventOfRow } from '../call-event/from-call-log.js';
import type { GivenEvent } from '../call-event/from-snapshot.js';
import type { CallLogRow } from '../call-event/call-row.js';
import { convosoOf } from '../convoso.js';
import { listInput, type Inputs } from '../inputs.js';
import { everyRow, pollWindow } from './window.js';

const PAGE = 500;
const MOST_FOR_SETUP = 10;

const REMEDY =
  'Choose one campaign in each of several Zaps, or use the trigger Call Event, to which Convoso delivers every call at once.';

export interface RecentCall {
  readonly row: CallLogRow;
  readonly event: GivenEvent;
}

/**
 * The calls of the last day that have a disposition, with their call events, newest first. A call that is still going
 * on is left for later: an event of it now would keep the one with its disposition from being seen as new.
 */
export async function recentCalls(
  z: ZObject,
  bundle: Bundle<Inputs>,
  statuses: readonly AccountStatus[],
): Promise<readonly RecentCall[]> {
  if (bundle.meta.isLoadingSample) return newest(z, bundle, { most: MOST_FOR_SETUP, statuses });
  const wanted = wantedOf(bundle);
  const rows = await everyRow({
    what: 'calls',
    page: PAGE,
    remedy: REMEDY,
    fetch: (paging) => convosoOf(z, bundle).callLog.retrieve({ ...wanted, ...paging }),
  });
  return callsOf(rows, bundle, statuses);
}

/** The newest calls alone, to set a Zap up with. */
export async function latestCalls(
  z: ZObject,
  bundle: Bundle<Inputs>,
  options: { readonly most: number; readonly statuses: readonly AccountStatus[] },
): Promise<readonly GivenEvent[]> {
  return (await newest(z, bundle, options)).map(({ event }) => event);
}

async function newest(
  z: ZObject,
  bundle: Bundle<Inputs>,
  { most, statuses }: { readonly most: number; readonly statuses: readonly AccountStatus[] },
): Promise<readonly RecentCall[]> {
  const { rows } = await convosoOf(z, bundle).callLog.retrieve({ ...wantedOf(bundle), limit: most });
  return callsOf(rows, bundle, statuses);
}

/** Of several campaigns, or one by its name, Convoso gives all, and the filter of the trigger takes its own. */
function wantedOf(bundle: Bundle<Inputs>) {
  const { from, to } = pollWindow(bundle);
  const [campaign, ...others] = listInput(bundle.inputData, 'campaigns');
  return {
    start_time: from,
    end_time: to,
    include_recordings: true,
    order: 'desc',
    ...(isId(campaign) && others.length === 0 ? { campaign_id: campaign } : {}),
  } as const;
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}

function callsOf(
  rows: readonly CallLogRow[],
  bundle: Bundle<Inputs>,
  statuses: readonly AccountStatus[],
): readonly RecentCall[] {
  const { timeZone } = pollWindow(bundle);
  return rows
    .filter(({ status }) => status !== null && isDisposition(status))
    .map((row) => ({ row, event: callEventOfRow(row, { timeZone, now: Date.now() }, statuses) }));
}
