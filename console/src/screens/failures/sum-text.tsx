import { Said } from '../../parts/time.js';
import { counted } from '../../words/kinds.js';
import type { Sum } from './sum.js';

/** What sending again would do, or has done. */
export function SumText({ sum, isDone }: { readonly sum: Sum; readonly isDone: boolean }) {
  const { found, again, held, left, heldBy } = sum;
  return (
    <div class={`notice ${isDone ? 'good' : ''}`} role="status">
      <p>
        <strong>
          {counted(again, 'action')} {isDone ? (again === 1 ? 'goes' : 'go') : 'would go'} out again now.
        </strong>
      </p>
      {held > 0 && (
        <p>
          {counted(held, 'action')} {isDone ? 'go' : 'would go'} out later: <Said>{heldBy.join('; ')}</Said>
        </p>
      )}
      {left.map(({ reason, count }) => (
        <p key={reason}>
          {counted(count, 'action')} {isDone ? (count === 1 ? 'stays' : 'stay') : 'would stay'} as{' '}
          {count === 1 ? 'it is' : 'they are'}: <Said>{reason}</Said>
        </p>
      ))}
      {found === 0 && <p>Nothing of that is there any more.</p>}
      {!isDone && <p>Nothing has been sent yet.</p>}
    </div>
  );
}
