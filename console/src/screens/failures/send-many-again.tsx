import { useEffect, useRef, useState } from 'preact/hooks';
import { inParts } from '../../api/in-parts.js';
import { relay } from '../../api/session.js';
import { Dialog } from '../../parts/dialog.js';
import { ProgressBar } from '../../parts/progress-bar.js';
import { Refusal } from '../../parts/refusal.js';
import { Text } from '../../parts/text.js';
import { counted } from '../../words/kinds.js';
import type { Choice } from './choice.js';
import { NOTHING_YET, add, type Sum } from './sum.js';
import { SumText } from './sum-text.js';

interface SendManyAgainProps {
  /** `replay`: what was given up · `run`: what waits for another attempt. */
  readonly how: 'replay' | 'run';
  readonly choice: Choice;
  /** Of the endpoint. */
  readonly name: string;
  readonly total: number;
  readonly onClose: () => void;
}

type Step = 'looking' | 'looked' | 'sending' | 'sent';

/** Sends many again: first what would be done, and only then, when told to, doing it; a part at a time. */
export function SendManyAgain({ how, choice, name, total, onClose }: SendManyAgainProps) {
  const [step, setStep] = useState<Step>('looking');
  const [sum, setSum] = useState<Sum>(NOTHING_YET);
  const [error, setError] = useState<unknown>(null);
  const hasLeft = useRef(false);

  const walk = async (dryRun: boolean) => {
    let sofar = NOTHING_YET;
    setSum(sofar);
    setError(null);
    setStep(dryRun ? 'looking' : 'sending');
    try {
      await inParts(
        (after) =>
          relay.failures[how]({
            ...choice,
            dryRun: dryRun ? 'true' : 'false',
            limit: '200',
            ...(after !== undefined && { after }),
          }),
        (part) => {
          sofar = add(sofar, part);
          setSum(sofar);
        },
        () => hasLeft.current,
      );
      setStep(dryRun ? 'looked' : 'sent');
    } catch (failure) {
      setError(failure);
    }
  };
  useEffect(() => {
    void walk(true);
    return () => {
      hasLeft.current = true;
    };
  }, []);

  const again = sum.again + sum.held;
  return (
    <Dialog title={how === 'replay' ? 'Send again' : 'Try now'} onClose={onClose}>
      <p>
        To <Text>{name}</Text>, each with its own key and body.
      </p>
      {error === null && step === 'looking' && (
        <ProgressBar label="Looking what would be done" of={{ done: sum.found, of: total }} />
      )}
      {error === null && step === 'sending' && (
        <ProgressBar label="Sending again" of={{ done: sum.found, of: total }} />
      )}
      {(step === 'looked' || step === 'sent') && <SumText sum={sum} isDone={step === 'sent'} />}
      <Refusal error={error} retry={() => void walk(step !== 'sending')} />
      <div class="buttons">
        {step === 'looked' && again > 0 && (
          <button type="button" class="main" onClick={() => void walk(false)}>
            Send {counted(again, 'action')} again
          </button>
        )}
        <button type="button" class="plain" onClick={onClose}>
          {step === 'sent' ? 'Close' : step === 'sending' ? 'Stop here' : 'Leave it'}
        </button>
      </div>
    </Dialog>
  );
}
