/** What an answer says of how many requests are still free; Convoso documents none of it, and mostly says nothing. */
export interface RateLimitInfo {
  /** Requests in a window. */
  limit?: number | undefined;
  /** How many of them are left. */
  remaining?: number | undefined;
  /** When the next window begins, as the answer has it: mostly Unix seconds. */
  reset?: number | undefined;
}

/** Reads `X-RateLimit-Limit`, `-Remaining` and `-Reset`. What is missing or no number is left out. */
export function parseRateLimitHeaders(response: {
  readonly headers: { get(name: string): string | null };
}): RateLimitInfo {
  const info: RateLimitInfo = {};
  for (const name of ['limit', 'remaining', 'reset'] as const) {
    const text = response.headers.get(`x-ratelimit-${name}`)?.trim() ?? '';
    const value = text === '' ? NaN : Number(text);
    if (!Number.isNaN(value)) info[name] = value;
  }
  return info;
}
