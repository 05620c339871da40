import type { AdminKey } from '../access/admin-key.js';
import { ApiKey } from '../access/api-key.js';
import { LastUses } from '../access/last-uses.js';
import { NamedKeys } from '../access/named-keys.js';
import { Sessions } from '../access/sessions.js';
import { SharedApiKey } from '../access/shared-api-key.js';
import type { Ground } from './ground.js';
import type { Start } from './options.js';

/** Who is let in, and when they last were. */
export interface People {
  readonly key: AdminKey;
  readonly keys: NamedKeys;
  readonly sessions: Sessions;
  readonly uses: LastUses;
  readonly browserUses: LastUses;
}

/** Reads who is let in. Throws a `ConnectError` where the key of the data folder cannot be read. */
export async function openPeople(
  { options, clock, log, closing }: Start,
  { store, registration }: Pick<Ground, 'store' | 'registration'>,
): Promise<People> {
  const now = (): number => clock.now();
  const { dataFolder, apiKey: given } = options;
  const key =
    registration.sharing === 'alone'
      ? new ApiKey({ dataFolder, given, log })
      : await SharedApiKey.open({ store, dataFolder, given, log, now });
  const keys = await NamedKeys.open(store);
  const sessions = await Sessions.open(store, now);
  const [uses, browserUses] = [new LastUses(keys), new LastUses(sessions)];
  closing.add(() => uses.stop(now()));
  closing.add(() => browserUses.stop(now()));
  return { key, keys, sessions, uses, browserUses };
}
