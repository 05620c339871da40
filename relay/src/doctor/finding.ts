/**
 * How something stands. `fine`: nothing to mend. `doubtful`: worth a look. `broken`: it does not work as it is.
 * `skipped`: it could not be told.
 */
export type Standing = 'fine' | 'doubtful' | 'broken' | 'skipped';

/** One thing that a check found out; a line of the report. Holds no secret. */
export interface Finding {
  readonly standing: Standing;
  readonly message: string;
  /** What to do about it; null where there is nothing to do. */
  readonly remedy: string | null;
}

export const fine = (message: string): Finding => ({ standing: 'fine', message, remedy: null });

export const doubtful = (message: string, remedy: string): Finding => ({
  standing: 'doubtful',
  message,
  remedy,
});

export const broken = (message: string, remedy: string): Finding => ({ standing: 'broken', message, remedy });

export const skipped = (message: string, remedy: string | null = null): Finding => ({
  standing: 'skipped',
  message,
  remedy,
});

/** Several names as a sentence has them; of many only the first. */
export function listed(names: Iterable<string>): string {
  const all = [...new Set(names)];
  const shown = all.slice(0, MOST_LISTED);
  return all.length > shown.length
    ? `${shown.join(', ')} and ${all.length - shown.length} more`
    : shown.join(', ');
}

const MOST_LISTED = 8;
