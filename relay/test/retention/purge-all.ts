import type { ConnectConfig } from '@convoso-connect/core/config';
import { retentionLimits, type RetentionLimits, type RetentionSettings } from '../../src/retention/limits.js';
import { RETENTION_RULES } from '../../src/retention/rules.js';
import type { Db } from '../../src/store/sqlite.js';
import { storeOn } from '../store/temp-database.js';

/** A configuration in which nothing can be switched. */
export const NO_PARTS = { workflows: [], endpoints: [] } as unknown as ConnectConfig;

const USUAL: RetentionSettings = {
  ...{ days: 90, rows: 1_000_000 },
  ...{ leadDays: 365, auditDays: 365, liveCallExpiresMinutes: 120 },
};

/** The limits of the usual settings but for those given. */
export function limitsOf(settings: Partial<RetentionSettings>, now: number): RetentionLimits {
  return retentionLimits({ ...USUAL, ...settings }, now);
}

/** Purges every table by its rule, in the order of the rules; gives how many rows were deleted. */
export async function purgeAll(
  db: Db,
  limits: RetentionLimits,
  size: number,
  config: ConnectConfig = NO_PARTS,
): Promise<number> {
  let deleted = 0;
  const store = { store: storeOn(db), config: () => config, forgetSwitches: () => undefined };
  for (const { walk } of Object.values(RETENTION_RULES)) {
    if (walk === null) continue;
    for await (const some of walk(store, limits, size)) deleted += some;
  }
  return deleted;
}
