import { createHash } from 'node:crypto';
import { ConnectError } from '@convoso-connect/core';
import { relayHolds, type Resumption } from '@convoso-connect/core/relay-client';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { plainHeaders } from '../call-event/hook-headers.js';
import { NothingToDo, TryLater, secondsUntil } from '../errors.js';
import type { Inputs } from '../inputs.js';
import { relayClient } from './client.js';
import { relayNeeded } from './connection.js';
import { holdOfForm } from './hold-of-form.js';
import { idOfSigned, secretFor } from './hook-secret.js';
import { trailOfForm } from './trail.js';

/** A wait as the step gives it out. */
interface Wait {
  /** By which the relay and this run know it. */
  readonly id: string;
  /** `waiting` until Zapier goes on; `sample` where nothing was held. */
  readonly outcome: 'waiting' | 'due' | 'sample';
  readonly reason: string;
  readonly due_at: string;
  readonly resumed_at: string;
  readonly hold_id: string;
  readonly trail_url: string;
}

/** Zapier lets a run wait for thirty days; the day less is for a relay that is away when the time has come. */
const MOST_DAYS = 29;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Has the relay call Zapier back when the time has come, or when something has ended the wait. While a sample is loaded
 * nothing is held: the editor would show a run that never ends.
 *
 * @throws {ConnectError} WAIT_TOO_LONG, what the form has wrong, and what the relay refuses
 * @throws {TryLater} while the relay is away: going on would be before the time
 */
export async function beginToWait(z: ZObject, bundle: Bundle<Inputs>): Promise<Wait> {
  const door = relayNeeded(bundle);
  const asked = await holdOfForm(z, bundle);
  if (bundle.meta.isLoadingSample) return NOT_HELD;
  const resumeUrl = z.generateCallbackUrl();
  const id = `zapier ${createHash('sha256').update(resumeUrl).digest('hex').slice(0, 32)}`;
  const relay = relayClient(door, bundle);
  const hold = relayHolds(relay, { whenAway: 'stop' });
  const secret = secretFor(door.key, id);
  const answer = await hold({ ...asked, id, payload: {}, resumeUrl, secret, whenStopped: 'tell' });
  if (!answer.held) throw new TryLater(`Not held yet: ${answer.reason}.`, secondsUntil(answer.error));
  const { id: holdId, dueAt, reason } = answer.made.hold;
  if (Date.parse(dueAt) - Date.now() > MOST_DAYS * DAY_MS) {
    await relay.holds.flush({ id: holdId });
    throw new ConnectError(
      'WAIT_TOO_LONG',
      `This would wait until ${dueAt}, and Zapier lets a run wait for ${String(MOST_DAYS)} days at most.`,
      'Wait for less, or let the relay do it: an action of a workflow may be due in any time.',
    );
  }
  return {
    ...{ id, outcome: 'waiting', reason, due_at: dueAt, resumed_at: '', hold_id: holdId },
    trail_url: trailOfForm(door, bundle.inputData),
  };
}

const NOT_HELD: Wait = {
  id: 'zapier sample',
  outcome: 'sample',
  reason: 'nothing is held while a sample is loaded; a run of the Zap waits',
  due_at: '',
  resumed_at: '',
  hold_id: '',
  trail_url: '',
};

/** Goes on when the relay calls back; where the wait was ended, the Zap stops in peace. */
export async function goOn(_z: ZObject, bundle: Bundle<Inputs>): Promise<Wait> {
  const begun = bundle.outputData as Wait;
  const { outcome, reason, dueAt, resumedAt } = await told(begun, bundle);
  if (outcome === 'stopped') throw new NothingToDo(`Stopped while it waited: ${reason}.`);
  return { ...begun, outcome, reason, due_at: dueAt, resumed_at: resumedAt };
}

type Told = Pick<Resumption, 'outcome' | 'reason' | 'dueAt' | 'resumedAt'>;

/**
 * What the relay has called back with. A key that was replaced while the run waited signs otherwise: then the relay is asked.
 *
 * @throws {ConnectError} WEBHOOK_NOT_SIGNED, WEBHOOK_SIGNATURE_WRONG
 */
async function told({ id, hold_id }: Wait, bundle: Bundle<Inputs>): Promise<Told> {
  const door = relayNeeded(bundle);
  const { headers = {}, content } = bundle.rawRequest ?? {};
  const body = typeof content === 'string' ? content : '';
  try {
    idOfSigned({ headers: plainHeaders(headers), body }, secretFor(door.key, id));
    return JSON.parse(body) as Resumption;
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== 'WEBHOOK_SIGNATURE_WRONG') throw error;
    const { state, reason, dueAt } = await relayClient(door, bundle).holds.get({ id: hold_id });
    if (state !== 'resuming' && state !== 'resumed' && state !== 'stopped') throw error;
    const outcome = state === 'stopped' ? 'stopped' : 'due';
    return { outcome, reason, dueAt, resumedAt: new Date().toISOString() };
  }
}
