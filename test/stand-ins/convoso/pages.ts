import type { Params } from './params.js';
import { refuseUnless } from './refusal.js';

export interface PageLimits {
  readonly limit: number;
  readonly maxLimit?: number;
  readonly maxOffset?: number;
  /** What is too large is taken for the largest, instead of being refused. */
  readonly clamps?: 'limit' | 'both';
}

export interface PageOf<R> {
  /** As they were sent, which is why they are texts then (domain-facts A.4). */
  readonly offset: string | number;
  readonly limit: string | number;
  readonly rows: readonly R[];
}

/** Cuts a page out of what was found (domain-facts A.2). */
export function pageOf<R>(params: Params, found: readonly R[], limits: PageLimits): PageOf<R> {
  const { maxLimit = Infinity, maxOffset = Infinity, clamps } = limits;
  const limit = wholeNumber(params, 'limit', limits.limit);
  const offset = wholeNumber(params, 'offset', 0);
  refuseUnless(limit >= 1 && (limit <= maxLimit || clamps !== undefined), 7230, 'Invalid limit value');
  refuseUnless(offset >= 0 && (offset <= maxOffset || clamps === 'both'), 7231, 'Invalid offset value');
  const from = Math.min(offset, maxOffset);
  return {
    offset: params.has('offset') ? params.text('offset') : 0,
    limit: params.has('limit') ? params.text('limit') : limits.limit,
    rows: found.slice(from, from + Math.min(limit, maxLimit)),
  };
}

function wholeNumber(params: Params, name: string, otherwise: number): number {
  const text = params.text(name);
  return text === '' ? otherwise : /^\d+$/.test(text) ? Number(text) : -1;
}
