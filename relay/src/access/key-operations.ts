import type { RELAY_API, AnswerOf } from '@convoso-connect/core/relay-contract';
import type { Change, PartState } from '../audit/change.js';
import { iso } from '../iso.js';
import type { NamedKey } from './named-key.js';
import type { KeyOrder, MadeKey, NamedKeys } from './named-keys.js';

type KeyAnswers = (typeof RELAY_API)['keys'];
type ShownKey = AnswerOf<KeyAnswers['create']>;
export type KeyEntry = AnswerOf<KeyAnswers['list']>['keys'][number];

/** What keys are changed with, by whichever way: where they are, when it is, and where the change is noted. */
export interface KeyChange {
  readonly keys: NamedKeys;
  readonly now: number;
  readonly change: Change;
}

/** Makes a key; shows it this once. */
export async function createKey({ keys, now, change }: KeyChange, order: KeyOrder): Promise<ShownKey> {
  const made = await keys.create(order, now);
  change.note({ part: keyPart(made.key), after: keyState(made.key) });
  return shown(made, now);
}

/** Makes another key of the same name; shows it this once. */
export async function rotateKey(
  { keys, now, change }: KeyChange,
  id: string,
  overlapHours: number,
): Promise<ShownKey> {
  const made = await keys.rotate(id, overlapHours, now);
  const { name } = made.key;
  change.note({ part: keyPart(made.key), before: { name }, after: { name, overlapHours } });
  return shown(made, now);
}

/** Withdraws a key. */
export async function withdrawKey({ keys, now, change }: KeyChange, id: string): Promise<void> {
  const key = await keys.withdraw(id, now);
  change.note({ part: keyPart(key), before: keyState(key) });
}

function shown({ text, key }: MadeKey, now: number): ShownKey {
  return { success: true, key: text, ...keyEntry(key, now) };
}

/** A key as it is listed. */
export function keyEntry(key: NamedKey, now: number): KeyEntry {
  const { id, name, scopes, perSecond, madeAt, lastUsedAt, expiresAt, rotatedAt, formerUntil } = key;
  return {
    id,
    name,
    scopes,
    perSecond,
    madeAt: iso(madeAt),
    lastUsedAt: isoOrNull(lastUsedAt),
    expiresAt: isoOrNull(expiresAt),
    expired: expiresAt !== null && expiresAt <= now,
    rotatedAt: isoOrNull(rotatedAt),
    formerUntil: isoOrNull(formerUntil),
  };
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : iso(time);
}

function keyPart({ id }: NamedKey): string {
  return `key:${id}`;
}

/** What the audit log tells of a key. */
function keyState({ name, scopes, perSecond, expiresAt }: NamedKey): PartState {
  return { name, scopes, perSecond, expiresAt: isoOrNull(expiresAt) };
}
