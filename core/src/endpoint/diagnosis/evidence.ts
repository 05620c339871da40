import type { MappingNote } from '../../adaptor/index.js';
import type { ResolvedEndpoint } from '../../config/index.js';
import type { AttemptEnd } from '../attempt-verdict.js';

/** What is known of an attempt whose result is `null`. */
export interface NullEvidence {
  readonly endpoint: Pick<
    ResolvedEndpoint,
    'apiUrl' | 'apiAuthentication' | 'authorizationHeader' | 'responseDataType' | 'responseKey'
  >;
  readonly end: EvidenceEnd;
  /** Why the result is null, in the words of whoever read the answer. */
  readonly why: string;
  /** Rows of the adaptor that had nothing to send; null where the endpoint has no adaptor. */
  readonly mapping: readonly MappingNote[] | null;
  /** Whose address the receiving system saw. */
  readonly caller: 'convoso' | 'relay' | 'n8n' | 'zapier';
}

/** How the attempt ended; with what came of an answer. */
export type EvidenceEnd =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string | null;
      readonly body: string;
      /** Whether the answer goes on after what was read. */
      readonly truncated: boolean;
    }
  | (Extract<AttemptEnd, { kind: 'failed' }> & { readonly message: string });

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

export function unknown(text: string): Finding {
  return { verdict: 'unknown', text, remedy: null };
}
