import type { PlainOutputField } from 'zapier-platform-core';
import { leavesOf } from './check.js';

/** A day with a time of day. */
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\d{1,2}[/ ]\w{2,3}[/ ]\d{4} \d\d:\d\d/;
const ISO_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** Whether Zapier could take the value for another instant, or for none. */
export function isUnclearTime(value: unknown): boolean {
  return typeof value === 'string' && TIME.test(value) && !ISO_WITH_ZONE.test(value);
}

/** Paths of what a result lacks though it is required, or holds in another type than its output field says. */
export function misfitsOf(result: object, outputs: readonly PlainOutputField[]): readonly string[] {
  const given = new Map(leavesOf(result));
  return outputs
    .filter(({ key, type, required, list }) => {
      const value = given.get(key);
      if (value === undefined) return required === true;
      return !fits(value, list === true ? 'list' : type);
    })
    .map(({ key }) => key);
}

function fits(value: unknown, type: string | undefined): boolean {
  // Convoso leaves many values empty, whatever their type.
  if (value === '' || value === null) return true;
  if (type === 'number' || type === 'integer') return typeof value === 'number';
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'list') return Array.isArray(value);
  if (type === 'datetime') return typeof value === 'string' && !isUnclearTime(value);
  return typeof value === 'string';
}
