import { ConnectError } from '@convoso-connect/core';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { NotedChange } from '../audit/change.js';
import { forgetPerson, lookUpPerson, type ForgetReport } from '../forget/forget.js';
import type { AskedPerson, FieldsOfHook } from '../forget/person.js';
import type { Log } from '../log.js';
import { readLead, readPhone } from './query.js';
import { DONE, type Serve } from './serve.js';
import type { Store } from '../store/store.js';

export interface ForgetRouteParts {
  readonly store: Store;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with the ids of occurrences that are gone. */
  readonly forgetRequests: (occurrenceIds: readonly string[]) => void;
}

/** Forgetting a person on an operator's word: with `dryRun`, only what would be removed. One at a time. */
export function servePeople(serve: Serve, { keeper, ...parts }: ForgetRouteParts): void {
  const fieldsOf: FieldsOfHook = (hookId) => keeper.current.hooks.get(hookId)?.hook.fields ?? {};
  let underWay = false;
  serve(RELAY_API.people.forget, async ({ body, change }) => {
    const { phone, lead, dryRun = false, pending = 'refuse' } = body;
    const person = readAskedPerson({ phone, lead });
    if (underWay) throw forgetUnderWay();
    underWay = true;
    // Some of it can be removed before the rest is refused.
    if (dryRun) change.none();
    else change.note({ part: 'person' });
    try {
      const all = { ...parts, fieldsOf };
      const report = dryRun ? await lookUpPerson(all, person) : await forgetPerson(all, person, pending);
      if (!dryRun) change.note(forgotten(report));
      return { ...DONE, ...report };
    } finally {
      underWay = false;
    }
  });
}

/** What the audit log tells of a person that was forgotten: how much, and not who. */
export function forgotten({ rows }: Pick<ForgetReport, 'rows'>): NotedChange {
  return { part: 'person', after: { rows } };
}

function forgetUnderWay(): ConnectError {
  return new ConnectError(
    'FORGET_UNDER_WAY',
    'the relay is forgetting another person',
    'Try again in a moment.',
  );
}

const { code, remedy } = RELAY_API.people.forget.body;

/** Whom to forget: a phone number in any formatting, or a lead by its id. Throws a `ConnectError` for anything else. */
export function readAskedPerson({ phone, lead }: { phone?: unknown; lead?: unknown }): AskedPerson {
  if (typeof phone === 'string' && lead === undefined) return { phone: readPhone(phone) ?? '' };
  if (typeof lead === 'string' && lead.trim() !== '' && phone === undefined)
    return { lead: readLead(lead.trim()) };
  throw new ConnectError(code, 'it is not said who is to be forgotten', remedy);
}
