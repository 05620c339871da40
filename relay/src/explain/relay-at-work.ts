import type { RelayAtWork } from '../reads/operations.js';
import { localTime } from './local-time.js';

const STANDINGS: Readonly<Record<RelayAtWork['standing'], string>> = {
  ready: 'ready',
  unready: 'not ready',
  lost: 'not heard of',
};

/** One of several relays, as people know it, and how it is doing. */
export function relayAtWorkText({ name, since, standing, leads }: RelayAtWork, timeZone: string): string {
  return `${name} (${leads ? 'leads, ' : ''}since ${localTime(since, timeZone)}, ${STANDINGS[standing]})`;
}
