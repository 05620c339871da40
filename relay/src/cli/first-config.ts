import { ConnectError } from '@convoso-connect/core';
import { parseConfigText, type ConnectConfig } from '@convoso-connect/core/config';
import { acceptedConfig } from '../config/accepted.js';
import { readConfigFile } from '../config/read-config.js';
import type { StoreReads } from '../store/store.js';
import { configFileOf, type Environment } from './environment.js';

/** The configuration that a first start would take in; null where there is none, or the start would tell what is wrong with it. */
export function firstConfig(environment: Environment): ConnectConfig | null {
  try {
    const parsed = parseConfigText(readConfigFile(configFileOf(environment)));
    return parsed.ok ? parsed.config : null;
  } catch (error) {
    if (error instanceof ConnectError) return null;
    throw error;
  }
}

/** The configuration accepted last; before there is one, the one that is going to be the first. */
export async function acceptedOrFirst(
  { configuration }: Pick<StoreReads, 'configuration'>,
  environment: Environment,
): Promise<ConnectConfig | null> {
  return (await acceptedConfig({ configuration })) ?? firstConfig(environment);
}
