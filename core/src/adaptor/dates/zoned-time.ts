import { formatDate } from './format-date.js';

/**
 * One of Convoso's wall times with the offset that the zone had then, as other systems want times: without one, they take
 * it for a time of theirs, and are hours off. Empty for what is no time.
 */
export function zonedTime(wall: string, timeZone: string): string {
  const [, day, time] = WALL.exec(wall) ?? [];
  if (day === undefined || time === undefined) return '';
  const shown = `${day}T${time}`;
  const { text } = formatDate(wall, 'timestamp', { timeZone, now: 0 });
  const minutes = Math.round((Date.parse(`${shown}Z`) / 1000 - Number(text)) / 60);
  return text === '' || Number.isNaN(minutes) ? '' : `${shown}${offsetText(minutes)}`;
}

const WALL = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours ?? ''}:${rest ?? ''}`;
}
