import { ConnectError } from '@convoso-connect/core';
import { SCOPES, USUAL_OVERLAP_HOURS, type Scope } from '@convoso-connect/core/relay-contract';
import {
  createKey,
  keyEntry,
  rotateKey,
  withdrawKey,
  type KeyChange,
  type KeyEntry,
} from '../access/key-operations.js';
import { listedKeys, NamedKeys } from '../access/named-keys.js';
import { systemClock } from '../clock.js';
import { counted } from '../counted.js';
import { acceptedConfig } from '../config/accepted.js';
import { localTime } from '../explain/local-time.js';
import { iso } from '../iso.js';
import type { StoreReads } from '../store/store.js';
import { askRelay } from './ask-relay.js';
import { audited } from './audited.js';
import { print, printError } from './print.js';
import { throughRelay } from './through-relay.js';
import { withFolder, withNewFolder } from './with-folder.js';
import { withReads } from './with-reader.js';

export interface CreateOptions {
  readonly scopes: string;
  readonly perSecond?: string;
  readonly days?: string;
}

export interface RotateOptions {
  readonly overlapHours?: string;
}

interface KeyList {
  readonly timeZone: string;
  readonly keys: readonly KeyEntry[];
}

const DAY_MS = 24 * 60 * 60_000;

/** Lists the named keys, and what each may do. */
export async function printKeys(env: NodeJS.ProcessEnv): Promise<void> {
  const { keys, timeZone } = await listed(env, () => withReads(env, keysIn));
  if (keys.length === 0)
    print('There are no named keys. Make one: npm run connect -- keys create NAME --scopes read\n');
  for (const key of keys) print(`${described(key, timeZone)}\n`);
}

/** Makes a named key and prints it: the key alone to standard output, and that it is not shown again beside it. */
export async function printNewKey(
  name: string,
  { scopes, perSecond, days }: CreateOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const lasts = readNumber('--days', days, { least: 1, most: 3_650 });
  const order = {
    name,
    scopes: readScopes(scopes),
    perSecond: readNumber('--per-second', perSecond, { least: 1, most: 1_000 }),
    expiresAt: lasts === undefined ? null : systemClock.now() + lasts * DAY_MS,
  };
  const expiresAt = order.expiresAt === null ? null : iso(order.expiresAt);
  const { key } = await throughRelay(
    () => askRelay<{ key: string }>({ method: 'POST', place: 'keys', body: { ...order, expiresAt } }, env),
    () => onFolder('keys.create', env, (parts) => createKey(parts, order)),
  );
  print(`${key}\n`);
  printError(`This is the key "${name}". Nobody is shown it again.\n`);
}

/** Makes another key in the place of one, by its name, and prints it. */
export async function printRotatedKey(
  name: string,
  { overlapHours }: RotateOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const hours = readNumber('--overlap-hours', overlapHours, { least: 0, most: 720 }) ?? USUAL_OVERLAP_HOURS;
  const { id } = await named(name, env);
  const { key } = await throughRelay(
    () =>
      askRelay<{ key: string }>(
        { method: 'POST', place: `keys/${id}/rotate`, body: { overlapHours: hours } },
        env,
      ),
    () => onFolder('keys.rotate', env, (parts) => rotateKey(parts, id, hours)),
  );
  print(`${key}\n`);
  const former =
    hours === 0
      ? 'The one before opens nothing any more.'
      : `The one before opens for ${counted(hours, 'hour')} more.`;
  printError(`This is the key "${name}" from now on. Nobody is shown it again. ${former}\n`);
}

/** Withdraws a key, by its name. */
export async function revokeKey(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { id } = await named(name, env);
  await throughRelay(
    async () => {
      await askRelay({ method: 'DELETE', place: `keys/${id}` }, env);
    },
    () => onFolder('keys.delete', env, (parts) => withdrawKey(parts, id)),
  );
  print(`The key "${name}" is withdrawn, and opens nothing any more.\n`);
}

function listed(env: NodeJS.ProcessEnv, onFolder: () => Promise<KeyList>): Promise<KeyList> {
  return throughRelay(() => askRelay<KeyList>({ method: 'GET', place: 'keys' }, env), onFolder);
}

async function keysIn(store: Pick<StoreReads, 'configuration' | 'keys'>): Promise<KeyList> {
  const now = systemClock.now();
  const keys = listedKeys(await store.keys.all(), now).map((key) => keyEntry(key, now));
  return { keys, timeZone: (await acceptedConfig(store))?.account.timeZone ?? 'UTC' };
}

/** For a change of the key. */
async function named(name: string, env: NodeJS.ProcessEnv): Promise<KeyEntry> {
  const { keys } = await listed(env, () => withFolder(env, ({ store }) => keysIn(store)));
  const key = keys.find((each) => each.name === name) ?? keys.find(({ id }) => id === name);
  if (key !== undefined) return key;
  const names = keys.map((each) => `"${each.name}"`).join(', ');
  throw new ConnectError(
    'UNKNOWN_KEY',
    `there is no key named "${name.slice(0, 80)}"; there ${names === '' ? 'are none' : `is ${names}`}`,
    'List them with npm run connect -- keys list.',
  );
}

/** Without a relay, on the data folder itself. */
function onFolder<Value>(
  what: string,
  env: NodeJS.ProcessEnv,
  work: (parts: KeyChange) => Promise<Value>,
): Promise<Value> {
  return withNewFolder(env, async ({ store }) => {
    const keys = await NamedKeys.open(store);
    return audited(store, what, (change) => work({ keys, now: systemClock.now(), change }));
  });
}

function described(key: KeyEntry, timeZone: string): string {
  const at = (time: string): string => localTime(time, timeZone);
  const parts = [
    `${key.name}: ${key.scopes.join(', ')}`,
    `made ${at(key.madeAt)}`,
    key.lastUsedAt === null ? 'never used' : `last used ${at(key.lastUsedAt)}`,
  ];
  if (key.rotatedAt !== null) parts.push(`rotated ${at(key.rotatedAt)}`);
  if (key.formerUntil !== null) parts.push(`the one before opens until ${at(key.formerUntil)}`);
  if (key.expiresAt !== null) parts.push(`${key.expired ? 'expired' : 'expires'} ${at(key.expiresAt)}`);
  return parts.join('; ');
}

function readScopes(text: string): Scope[] {
  const given = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const known = given.filter((each): each is Scope => Object.hasOwn(SCOPES, each));
  if (given.length > 0 && known.length === given.length) return known;
  const wrong = given.find((each) => !Object.hasOwn(SCOPES, each)) ?? '';
  throw new ConnectError(
    'UNKNOWN_SCOPE',
    `--scopes has "${wrong.slice(0, 50)}"`,
    `Name one or more of ${Object.keys(SCOPES).join(', ')}, with commas between them.`,
  );
}

function readNumber(
  option: string,
  text: string | undefined,
  { least, most }: { least: number; most: number },
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new ConnectError(
    'BAD_NUMBER',
    `${option} is "${text.slice(0, 50)}"`,
    `Give a whole number from ${least} to ${most}.`,
  );
}
