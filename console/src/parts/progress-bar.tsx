import type { Progress } from '../api/in-parts.js';
import { shownNumber } from '../words/kinds.js';

/** How far a long work is. */
export function ProgressBar({ of, label }: { readonly of: Progress; readonly label: string }) {
  const { done, of: total } = of;
  return (
    <p class="reading" role="status">
      {total === null ? (
        <progress aria-label={label} />
      ) : (
        <progress aria-label={label} value={done} max={Math.max(total, done, 1)} />
      )}{' '}
      {label}: {shownNumber(done)}
      {total !== null && ` of ${shownNumber(total)}`}
    </p>
  );
}
