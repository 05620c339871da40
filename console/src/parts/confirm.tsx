import type { ComponentChildren } from 'preact';
import { Dialog } from './dialog.js';
import { useDoing } from './doing.js';
import { Refusal } from './refusal.js';

interface ConfirmProps {
  readonly title: string;
  /** What would be done, and whether it can be taken back. */
  readonly children: ComponentChildren;
  /** What the button says that does it: a verb. */
  readonly action: string;
  readonly keep?: string;
  readonly tone?: 'usual' | 'danger';
  readonly work: () => Promise<void>;
  readonly onClose: () => void;
}

/** A second look before something is done that cannot be taken back, or that goes out to somebody. */
export function Confirm({
  title,
  children,
  action,
  keep = 'Leave it',
  tone = 'usual',
  work,
  onClose,
}: ConfirmProps) {
  const doing = useDoing();
  const confirm = async () => {
    if (await doing.run(work)) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Refusal error={doing.error} />
      {doing.busy && <progress aria-label={action} />}
      <div class="buttons">
        <button
          type="button"
          class={tone === 'danger' ? 'danger' : 'main'}
          disabled={doing.busy}
          onClick={() => void confirm()}
        >
          {action}
        </button>
        <button type="button" class="plain" onClick={onClose}>
          {keep}
        </button>
      </div>
    </Dialog>
  );
}
