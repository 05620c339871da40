/** Whether so long has passed since an instant; also where the clock was set back by so much, so that nothing waits for years. */
export function isPast(at: number, milliseconds: number, now: number): boolean {
  return Math.abs(now - at) >= milliseconds;
}
