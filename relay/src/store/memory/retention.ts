import type { Retention } from '../ports/retention.js';
import { memoryPurgeConfiguration } from './purge-configuration.js';
import { memoryPurgeStates } from './purge-states.js';
import { memoryPurge } from './purge.js';
import type { Sync } from './sync.js';
import type { Tables } from './tables.js';

/** Each way to go through a table in windows is a file: down it, along its keys, and by what refers to it. */
export function memoryRetention(tables: () => Tables): Sync<Retention> {
  return { ...memoryPurge(tables), ...memoryPurgeStates(tables), ...memoryPurgeConfiguration(tables) };
}
