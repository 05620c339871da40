import { useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.js';
import { ProgressBar } from '../../parts/progress-bar.js';
import { counted, shownNumber } from '../../words/kinds.js';
import { useMayOperate } from '../../frame/account.js';

interface SendChosenProps<Row> {
  readonly chosen: readonly Row[];
  /** Sends one of them again. */
  readonly again: (row: Row) => Promise<unknown>;
  readonly chooseAll: () => void;
  readonly done: () => void;
}

/** Sends those again that somebody has ticked, one after the other. */
export function SendChosen<Row>({ chosen, again, chooseAll, done }: SendChosenProps<Row>) {
  const [asked, setAsked] = useState(false);
  const [sent, setSent] = useState(0);
  const mayOperate = useMayOperate();
  if (!mayOperate) return null;
  const send = async () => {
    setSent(0);
    for (const row of chosen) {
      await again(row);
      setSent((before) => before + 1);
    }
    done();
  };
  return (
    <div class="buttons toolbar">
      <button type="button" onClick={chooseAll}>
        Choose all on this page
      </button>
      <button type="button" class="main" disabled={chosen.length === 0} onClick={() => setAsked(true)}>
        Send {shownNumber(chosen.length)} chosen again …
      </button>
      {asked && (
        <Confirm
          title={`Send ${counted(chosen.length, 'action')} again?`}
          action={`Send ${counted(chosen.length, 'action')} again`}
          work={send}
          onClose={() => setAsked(false)}
        >
          <p>
            Each goes out with its own key and body. Where one is refused, those before it have been sent.
          </p>
          {sent > 0 && <ProgressBar label="Sent again" of={{ done: sent, of: chosen.length }} />}
        </Confirm>
      )}
    </div>
  );
}
