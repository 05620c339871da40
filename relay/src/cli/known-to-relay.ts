import { askRelay } from './ask-relay.js';
import { readEnvironment } from './environment.js';
import { relayStandingIn } from './relay-standing.js';

/**
 * The references to variables and files that the relay which runs on the data folder found something behind: what runs there has all of its
 * secrets, while the shell of a command need not have what the relay was started with, nor its user read what the relay's may. None where no
 * relay runs.
 */
export async function referencesKnownToRelay(env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  const standing = await relayStandingIn(readEnvironment(env).dataFolder);
  if (standing.kind !== 'running' && standing.kind !== 'unready') return new Set();
  const { config } = await askRelay<{ readonly config: unknown }>({ method: 'GET', place: 'config' }, env);
  return new Set(referencesIn(config));
}

function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('secretRef' in value && typeof value.secretRef === 'string')
    return /^(?:env|file):/.test(value.secretRef) ? [value.secretRef] : [];
  return Object.values(value).flatMap(referencesIn);
}
