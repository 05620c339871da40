/** An instant in epoch milliseconds as ISO 8601 in UTC, such as `2026-11-20T17:00:00.000Z`. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}
