import type { Admissions, StoredAdmission } from '../ports/admissions.js';
import type { Sync } from './sync.js';
import { insert, type Tables } from './tables.js';

export function admissionKey({
  eventId,
  rule,
  step,
}: Pick<StoredAdmission, 'eventId' | 'rule' | 'step'>): string {
  return JSON.stringify([eventId, rule, step]);
}

export function memoryAdmissions(tables: () => Tables): Sync<Admissions> {
  return {
    ofEvents: (eventIds) =>
      [...tables().admissions.values()].filter(({ eventId }) => eventIds.includes(eventId)),
    add: (admissions) => {
      for (const each of admissions) insert(tables().admissions, admissionKey(each), each);
    },
  };
}
