import type { CONVOSO_ENDPOINTS, RowOf } from '@convoso-connect/core/convoso-api';
import { givenOut, type Given } from '../rows.js';

export type CallLogRow = RowOf<typeof CONVOSO_ENDPOINTS.callLog.retrieve>;

/** A row of the call log as a step gives it out, with the address of its recording as soon as there is one. */
export function callRow({ recording, ...row }: CallLogRow): Given {
  return { ...givenOut(row), recording: recordingOf(recording) };
}

/** The shared address where there is one; empty until Convoso has processed the recording (domain-facts A.8). */
export function recordingOf(recordings: CallLogRow['recording']): string {
  return recordings.map(({ public_url: shared, src }) => shared ?? src).find((url) => url !== null) ?? '';
}
