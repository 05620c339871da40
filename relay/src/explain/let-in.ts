import type { QuarantineSummary } from '../store/ports/quarantine.js';

/** What came to no hook is let in by naming one. */
const NOWHERE: ReadonlySet<string> = new Set(['UNKNOWN_HOOK', 'UNKNOWN_PATH']);

/** What to type to let in what was turned away; `id` may stand for several, as in `<id>`. */
export function letInCommand({ id, code }: Pick<QuarantineSummary, 'id' | 'code'>): string {
  return `npm run connect -- quarantine replay ${id}${NOWHERE.has(code) ? ' --hook <hook>' : ''}`;
}
