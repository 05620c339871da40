import { ConnectError } from '@convoso-connect/core';
import { Router, json, type Request } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { forgetPerson, lookUpPerson, type WithPending } from '../forget/forget.js';
import type { AskedPerson, FieldsOfHook } from '../forget/person.js';
import { sendError } from '../http/errors.js';
import type { Log } from '../log.js';
import type { Db } from '../store/sqlite.js';
import { readLead, readPhone } from './query.js';

export interface ForgetRouteParts {
  readonly db: Db;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  readonly log: Log;
  /** Called with the ids of occurrences that are gone. */
  readonly forgetRequests: (occurrenceIds: readonly string[]) => void;
}

interface Order {
  readonly person: AskedPerson;
  readonly dryRun: boolean;
  readonly pending: WithPending;
}

/** Forgetting a person on an operator's word: with `dryRun`, only what would be removed. One at a time. */
export function forgetRoutes({ keeper, ...parts }: ForgetRouteParts): Router {
  const fieldsOf: FieldsOfHook = (hookId) => keeper.current.hooks.get(hookId)?.hook.fields ?? {};
  const router = Router();
  let underWay = false;
  router.post('/', json({ limit: '10kb' }), async (request, response) => {
    const { person, dryRun, pending } = readOrder(request);
    if (underWay) {
      sendError(response, 409, {
        code: 'FORGET_UNDER_WAY',
        message: 'the relay is forgetting another person',
        remedy: 'Try again in a moment.',
      });
      return;
    }
    underWay = true;
    try {
      const all = { ...parts, fieldsOf };
      const report = dryRun ? await lookUpPerson(all, person) : await forgetPerson(all, person, pending);
      response.json({ success: true, ...report });
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const { code, message, remedy } = error;
      sendError(response, 409, { code, message, remedy });
    } finally {
      underWay = false;
    }
  });
  return router;
}

const NAMES = ['phone', 'lead', 'dryRun', 'pending'];

function readOrder(request: Request): Order {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw notAnOrder('no JSON object came');
  const unknown = Object.keys(body).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw notAnOrder(`there is no "${unknown.slice(0, 50)}"`);
  const { phone, lead, dryRun = false, pending = 'refuse' } = body as Readonly<Record<string, unknown>>;
  if (typeof dryRun !== 'boolean') throw notAnOrder('dryRun is neither true nor false');
  if (pending !== 'refuse' && pending !== 'flush')
    throw notAnOrder('pending is neither "refuse" nor "flush"');
  return { person: readAskedPerson({ phone, lead }), dryRun, pending };
}

/** Whom to forget: a phone number in any formatting, or a lead by its id. Throws a `ConnectError` for anything else. */
export function readAskedPerson({ phone, lead }: { phone?: unknown; lead?: unknown }): AskedPerson {
  if (typeof phone === 'string' && lead === undefined) return { phone: readPhone(phone) ?? '' };
  if (typeof lead === 'string' && lead.trim() !== '' && phone === undefined)
    return { lead: readLead(lead.trim()) };
  throw notAnOrder('it is not said who is to be forgotten');
}

function notAnOrder(message: string): ConnectError {
  return new ConnectError(
    'BAD_FORGET_ORDER',
    message,
    'Name either a phone number or a lead, as text; besides at most dryRun (true or false) and pending ("flush").',
  );
}
