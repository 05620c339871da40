import type { ReadName } from './catalogue.js';

/** Far above the slowest page of a store with a million actions on a slow machine. */
const USUAL_MS = 60_000;

/** A dry run over twenty thousand occurrences may take minutes. */
const DRY_RUN_MS = 15 * 60_000;

/** How long a read may take, in milliseconds. After that it counts as one that will never answer. */
export function deadlineOf(name: ReadName): number {
  return name === 'simulation' ? DRY_RUN_MS : USUAL_MS;
}

export function setDeadline(milliseconds: number, late: () => void): () => void {
  const timer = setTimeout(late, milliseconds);
  // A question alone keeps no process alive; its thread does that.
  timer.unref();
  return () => clearTimeout(timer);
}
