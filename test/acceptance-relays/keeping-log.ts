import { createLog, type Log } from '@convoso-connect/relay';

/** A log that keeps what is said, by its code. */
export function keepingLog(): { readonly log: Log; readonly said: ReadonlyMap<string, string> } {
  const said = new Map<string, string>();
  const silent = createLog({ readable: false, level: 'silent' });
  const keep = ({ code = '' }: { readonly code?: string }, text: string): void => void said.set(code, text);
  return { log: Object.assign(Object.create(silent) as Log, { warn: keep, error: keep }), said };
}
