import { createHash, randomBytes, randomInt } from 'node:crypto';

/** What a named key looks like: `connect_`, its public id, and 192 random bits. */
const KEY = /^connect_([a-z2-7]{10})_([A-Za-z0-9_-]{32})$/;

const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

export interface KeyText {
  readonly id: string;
  /** Random enough that a plain digest of it tells nothing. */
  readonly secret: string;
}

export function newKeyId(): string {
  return Array.from({ length: 10 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('');
}

export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

export function keyText({ id, secret }: KeyText): string {
  return `connect_${id}_${secret}`;
}

/** A key in an `Authorization` header, whose scheme may be written in any case; null where it is none by its looks. */
export function readKeyText(authorization: string): KeyText | null {
  const [, id, secret] = KEY.exec(authorization.replace(/^bearer /i, '')) ?? [];
  return id === undefined || secret === undefined || !/^bearer /i.test(authorization) ? null : { id, secret };
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
