import type { Request } from 'express';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 1_000;

/** `?limit=`, 1 to 1,000; 50 without one or with nonsense. */
export function limitOf(request: Request): number {
  const limit = Number(request.query['limit']);
  return Number.isInteger(limit) && limit >= 1 ? Math.min(limit, LARGEST_LIMIT) : DEFAULT_LIMIT;
}
