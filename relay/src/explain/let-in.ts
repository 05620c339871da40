import type { QuarantineSummary } from '../store/ports/quarantine.js';

/** What came to no hook is let in by naming one. */
const NOWHERE: ReadonlySet<string> = new Set(['UNKNOWN_HOOK', 'UNKNOWN_PATH']);

/** What to type to let in what was turned away; `id` may be several, with blanks in between. */
export function letInCommand({ id, code }: Pick<QuarantineSummary, 'id' | 'code'>): string {
  return `npm run connect -- quarantine replay ${id}${NOWHERE.has(code) ? ' --hook <hook>' : ''}`;
}

/** What is kept as it came and can be read no better the second time, by the code of its refusal. */
const NEVER_LET_IN: Readonly<Record<string, string>> = {
  EMPTY_DELIVERY: 'it holds no fields',
  UNREADABLE_DELIVERY: 'it cannot be read',
  TOO_MANY_RECORDS: 'it holds more calls than are taken at once',
  TOO_MANY_NAMES: 'it holds more names than are taken of one call',
  UNKNOWN_EVENT_KIND: 'its address names no kind of event',
};

/** Why what was turned away cannot be let in, so that it has to be sent again; null where it can. */
export function whyNotLetIn({
  code,
  truncated,
}: Pick<QuarantineSummary, 'code' | 'truncated'>): string | null {
  return truncated ? 'only its beginning is kept' : (NEVER_LET_IN[code] ?? null);
}
