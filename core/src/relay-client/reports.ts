import type { AnswerOf, GivenBodyOf } from '../relay-contract/route.js';
import type { RelayApi } from '../relay-contract/contract.js';
import type { RelayClient } from './client.js';
import { RelayError } from './error.js';

export type ReportedSend = GivenBodyOf<RelayApi['logs']['report']>['sends'][number];
export type ReportedEntry = AnswerOf<RelayApi['logs']['report']>['entries'][number];

/** Whether what was sent is in the logs of the relay. */
export type Reported =
  | { readonly reported: true; readonly entries: readonly ReportedEntry[] }
  /** Show the reason wherever the step shows what it did; report the same again later, with the same ids. */
  | { readonly reported: false; readonly reason: string; readonly error: RelayError };

/** Reports what was sent, 1 to 100 at once. */
export type RelayReports = (sends: readonly ReportedSend[]) => Promise<Reported>;

/**
 * The logs of a relay for a program that sends by itself. What was sent was sent: that it could not be reported never makes
 * a step fail, so nothing that the relay answers is thrown. Give the client a short `timeoutMs`.
 *
 * @example
 * ```ts
 * const report = relayReports(createRelayClient({ url, key, fetch, timeoutMs: 2_000 }));
 * const told = await report([{ id, source: 'n8n', endpoint: 'HubSpot', at, durationMs, method, url, outcome }]);
 * if (!told.reported) console.log(told.reason);
 * ```
 */
export function relayReports(client: Pick<RelayClient, 'logs'>): RelayReports {
  return async (sends) => {
    try {
      const { entries } = await client.logs.report({ body: { sends: [...sends] } });
      return { reported: true, entries };
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      return { reported: false, reason: whyNot(error), error };
    }
  };
}

function whyNot({ code, message, remedy }: RelayError): string {
  return code === 'RELAY_TOO_OLD'
    ? 'it is not in the logs of the relay, which is older than this: update the relay'
    : `it is not in the logs of the relay: ${message}. ${remedy}`;
}
