import { ConnectError } from '@convoso-connect/core';

/**
 * Throws a `ConnectError` (`STORE_VERSION`) where the tables are not those of this version: whoever only looks must not bring them up to
 * date, under relays of another version that may be at work on them.
 *
 * @param applied the migrations that the tables have come through
 * @param known those of this version
 * @param where what holds the tables, as in `this database`
 */
export function assertSameVersion(
  applied: ReadonlySet<string>,
  known: ReadonlySet<string>,
  where: string,
): void {
  if ([...applied].some((name) => !known.has(name))) {
    throw new ConnectError(
      'STORE_VERSION',
      `the tables of ${where} are those of a later version of the relay`,
      'Use the version of the relay that wrote them, or a later one.',
    );
  }
  if (applied.size === known.size) return;
  throw new ConnectError(
    'STORE_VERSION',
    `the tables of ${where} are those of an earlier version of the relay`,
    'Start the relay of this version once, which brings them up to date, or use the version that wrote them.',
  );
}
