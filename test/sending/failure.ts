import type { DIAGNOSIS_CHECKS } from '@convoso-connect/core';
import { answering, type Serve } from './servers.js';

/**
 * What becomes of an attempt. `doubtful`: it was sent, and nothing is said but that the answer looks like no success.
 * `repeated`: it surely was not processed, and is tried again by itself. `failed`: it is not, because it may have been
 * processed or would end the same.
 */
export type Verdict = 'delivered' | 'doubtful' | 'refused' | 'repeated' | 'failed';

export interface Failure {
  readonly what: string;
  readonly serve: Serve;
  readonly verdict: Verdict;
  /** What every wrapper says of it. */
  readonly says: RegExp;
  /** The checks that are marked ✗. */
  readonly suspects: readonly (keyof typeof DIAGNOSIS_CHECKS)[];
  /** What the endpoint says of success; absent: nothing. */
  readonly expected?: 'any' | 'present' | 'truthy';
  readonly responseKey?: string;
  /** Nothing more comes, so that the time for it has to be short. */
  readonly silent?: boolean;
}

export const HTML = { 'content-type': 'text/html; charset=utf-8' };
export const LOGIN =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>';

/** Answers with this status. */
export const status = (code: number, body = '', headers: Readonly<Record<string, string>> = {}): Serve =>
  answering({ status: code, headers, body });
