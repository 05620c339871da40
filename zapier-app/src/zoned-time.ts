import { formatDate } from '@convoso-connect/core';

/**
 * One of Convoso's wall times with the offset that the zone had then, as other systems want times: without one, they take
 * it for a time of theirs, and are hours off. Empty for what is no time.
 */
export function zonedTime(wall: string, timeZone: string): string {
  if (!/^\d{4}-\d\d-\d\d \d/.test(wall)) return '';
  // The format asks for nothing that depends on the present.
  const { text, warning } = formatDate(wall, 'Y-m-d\\TH:i:sP', { timeZone, now: 0 });
  return warning === null ? text : '';
}
