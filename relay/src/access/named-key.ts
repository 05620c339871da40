import { timingSafeEqual } from 'node:crypto';
import { SCOPES, type Scope } from '@convoso-connect/core/relay-contract';
import type { FormerDigest, StoredKey } from '../store/ports/keys.js';
import { digestOf, type KeyText } from './key-text.js';

/** A key with a name and with scopes, as far as it may be shown. Times in epoch milliseconds. */
export interface NamedKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly perSecond: number;
  readonly madeAt: number;
  readonly rotatedAt: number | null;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  /** Until when a former key opens as well; null where none does. */
  readonly formerUntil: number | null;
}

export function namedKey(key: StoredKey, now: number): NamedKey {
  const { id, name, perSecond, madeAt, rotatedAt, expiresAt, lastUsedAt } = key;
  const untils = formersOf(key, now).map(({ until }) => until);
  return {
    ...{ id, name, perSecond, madeAt, rotatedAt, expiresAt, lastUsedAt },
    scopes: scopesOf(key),
    formerUntil: untils.length === 0 ? null : Math.max(...untils),
  };
}

/** A scope that a later version has given is not known to this one, and opens nothing in it. */
function scopesOf({ scopes }: StoredKey): Scope[] {
  return scopes.filter((scope): scope is Scope => Object.hasOwn(SCOPES, scope));
}

export function formersOf({ formers }: StoredKey, now: number): FormerDigest[] {
  return formers.filter(({ until }) => until > now);
}

export function isExpired({ expiresAt }: Pick<StoredKey, 'expiresAt'>, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** Whether the secret is that of the key, or of before a rotation. How much of it is right shows in no time taken. */
export function isSecretOf(key: StoredKey, { secret }: KeyText, now: number): boolean {
  const given = digestOf(secret);
  const known = [key.digest, ...formersOf(key, now).map(({ digest }) => digest)];
  return known.map((digest) => timingSafeEqual(given, Buffer.from(digest, 'base64'))).includes(true);
}

/** The key with another secret. Those of before open until then at the latest. */
export function rotated(
  key: StoredKey,
  { digest, now, until }: { digest: string; now: number; until: number },
): StoredKey {
  const all = [...formersOf(key, now), { digest: key.digest, until }];
  const formers = all
    .map((former) => ({ ...former, until: Math.min(former.until, until) }))
    .filter((former) => former.until > now);
  return { ...key, digest, formers, rotatedAt: now };
}
