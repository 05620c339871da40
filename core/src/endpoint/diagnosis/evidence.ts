import type { MappingNote } from '../../adaptor/index.js';
import type { ResolvedEndpoint } from '../../config/index.js';
import type { JsonValue } from '../response/result.js';
import type { Answered, FailedSend } from '../send.js';

/** What is known of an attempt that is no plain success. */
export interface NullEvidence {
  readonly endpoint: Pick<
    ResolvedEndpoint,
    | 'apiUrl'
    | 'secrets'
    | 'apiAuthentication'
    | 'authorizationHeader'
    | 'requestMethod'
    | 'responseDataType'
    | 'responseKey'
    | 'timeoutSeconds'
    | 'expect'
  >;
  readonly end: EvidenceEnd;
  /** What was read of the answer; null where nothing was. */
  readonly value: JsonValue;
  /** Why it is no success, in the words of whoever read the answer. */
  readonly why: string;
  /** Rows of the adaptor that had nothing to send; null where the endpoint has no adaptor. */
  readonly mapping: readonly MappingNote[] | null;
  /** Whose address the receiving system saw. */
  readonly caller: 'convoso' | 'relay' | 'n8n' | 'zapier';
}

/** How the attempt ended, with what came of an answer. */
export type EvidenceEnd = Answered | Pick<FailedSend, 'kind' | 'failure' | 'reached' | 'code' | 'message'>;

/** What one check found. */
export interface Finding {
  /** `suspect`: the evidence points here. `unknown`: nothing speaks for or against it. */
  readonly verdict: 'ok' | 'suspect' | 'unknown';
  readonly text: string;
  /** What a person can do; null where there is nothing to do. */
  readonly remedy: string | null;
}

export function ok(text: string): Finding {
  return { verdict: 'ok', text, remedy: null };
}

export function suspect(text: string, remedy: string): Finding {
  return { verdict: 'suspect', text, remedy };
}

export function unknown(text: string, remedy: string | null = null): Finding {
  return { verdict: 'unknown', text, remedy };
}
