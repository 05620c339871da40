import type { AccountStatus } from '@convoso-connect/core';

/** What has become of a status, in words. */
export interface ChangedStatus extends AccountStatus {
  readonly differences: readonly string[];
}

/** How the account's table differs from the one in the configuration. */
export interface StatusChanges {
  readonly added: readonly AccountStatus[];
  readonly changed: readonly ChangedStatus[];
  readonly gone: readonly AccountStatus[];
}

/** The flags of Convoso's Status API (domain-facts C.4). */
export const FLAGS = ['final', 'reached', 'success', 'dnc', 'callback', 'contact', 'voicemail'] as const;

export function statusChanges(
  loaded: readonly AccountStatus[],
  pulled: readonly AccountStatus[],
): StatusChanges {
  const before = new Map(loaded.map((row) => [row.status, row]));
  const now = new Set(pulled.map(({ status }) => status));
  return {
    added: pulled.filter(({ status }) => !before.has(status)),
    changed: pulled
      .map((row) => ({ ...row, differences: differences(before.get(row.status) ?? row, row) }))
      .filter((row) => row.differences.length > 0),
    gone: loaded.filter(({ status }) => !now.has(status)),
  };
}

export function hasChanges({ added, changed, gone }: StatusChanges): boolean {
  return added.length + changed.length + gone.length > 0;
}

function differences(before: AccountStatus, now: AccountStatus): string[] {
  const name = before.name === now.name ? [] : [`was called "${before.name}"`];
  const flags = FLAGS.filter((flag) => before[flag] !== now[flag]);
  return [...name, ...flags.map((flag) => `${flag} is ${now[flag] ? 'on' : 'off'} now`)];
}
