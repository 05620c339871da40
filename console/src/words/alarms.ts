import type { Alarm } from '../api/types.js';

/** Where somebody looks, and mends it. */
export interface WayToMend {
  readonly path: string;
  readonly query: Readonly<Record<string, string | null>>;
  readonly link: string;
}

/** Where an alarm is looked into; null where that is outside the console. */
export function wayOf({ kind, about }: Pick<Alarm, 'kind' | 'about'>): WayToMend | null {
  switch (kind) {
    case 'failing':
      return { path: '/failures', query: { endpoint: about }, link: 'See what failed' };
    case 'looks-unsuccessful':
      return { path: '/failures', query: { endpoint: about }, link: 'See what was answered so' };
    case 'backlog':
      return { path: '/pending', query: {}, link: 'See what waits' };
    case 'quarantine-growing':
      return { path: '/turned-away', query: {}, link: 'See what was turned away' };
    default:
      return null;
  }
}

/** What it comes to that somebody acknowledges an alarm. */
export function acknowledgingText({ reminded, endTold }: Pick<Alarm, 'reminded' | 'endTold'>): string {
  const reminders = reminded ? 'Ends the reminders.' : 'Says that somebody is on it.';
  return endTold
    ? `${reminders} You are still told when it is over.`
    : `${reminders} Nobody is told when an alarm of this kind is over.`;
}
