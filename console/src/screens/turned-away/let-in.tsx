import { RelayError } from '@convoso-connect/core/relay-client';
import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Choice } from '../../parts/fields.js';
import { Dialog } from '../../parts/dialog.js';
import { LoadedView } from '../../parts/loaded.js';
import { ProgressBar } from '../../parts/progress-bar.js';
import { Refusal } from '../../parts/refusal.js';
import { counted } from '../../words/kinds.js';

interface LetInProps {
  readonly ids: readonly string[];
  /** The hook that they came to; it may be none that there is. */
  readonly hookId: string;
  readonly onClose: () => void;
}

/** Lets requests in, one after the other, by a hook that somebody chooses. */
export function LetIn({ ids, hookId, onClose }: LetInProps) {
  const hooks = useLoaded('hooks', hookIds);
  return (
    <Dialog title={`Let ${counted(ids.length, 'request')} in?`} onClose={onClose}>
      <LoadedView of={hooks} what="the hooks">
        {(known) => (
          <Chosen
            ids={ids}
            hooks={known}
            usual={known.includes(hookId) ? hookId : (known[0] ?? '')}
            onClose={onClose}
          />
        )}
      </LoadedView>
    </Dialog>
  );
}

async function hookIds(): Promise<readonly string[]> {
  const { config } = await relay.config.get();
  const { hooks } = config as { hooks?: readonly { id: string }[] };
  return (hooks ?? []).map(({ id }) => id);
}

interface ChosenProps {
  readonly ids: readonly string[];
  readonly hooks: readonly string[];
  readonly usual: string;
  readonly onClose: () => void;
}

function Chosen({ ids, hooks, usual, onClose }: ChosenProps) {
  const [hook, setHook] = useState(usual);
  const [done, setDone] = useState(0);
  const [step, setStep] = useState<'asked' | 'busy' | 'done'>('asked');
  const [failures, setFailures] = useState<readonly unknown[]>([]);
  const letIn = async () => {
    setStep('busy');
    for (const id of ids) {
      // One that cannot be let in holds up none of the others.
      try {
        await relay.quarantine.replay({ id, hook });
      } catch (error) {
        setFailures((before) => [...before, error]);
        if (error instanceof RelayError && error.status === null) break;
      }
      setDone((before) => before + 1);
    }
    setStep('done');
  };
  return (
    <>
      <p>Each is read as if it came now, and workflows fire for it. Do this once the cause is mended.</p>
      <Choice
        label="By the hook"
        value={hook}
        onChange={setHook}
        options={hooks.map((id) => [id, id] as const)}
      />
      {step === 'busy' && <ProgressBar label="Let in" of={{ done, of: ids.length }} />}
      {step === 'done' && (
        <p class="notice good" role="status">
          {counted(done - failures.length, 'request')} let in. They stand under Calls in a moment.
        </p>
      )}
      {failures.length > 0 && (
        <>
          <p>{counted(failures.length, 'request')} could not be let in; the first of them:</p>
          <Refusal error={failures[0]} />
        </>
      )}
      <div class="buttons">
        {step !== 'done' && (
          <button
            type="button"
            class="main"
            disabled={step === 'busy' || hook === ''}
            onClick={() => void letIn()}
          >
            Let {counted(ids.length, 'request')} in
          </button>
        )}
        <button type="button" class="plain" onClick={onClose}>
          {step === 'done' ? 'Close' : 'Leave it'}
        </button>
      </div>
    </>
  );
}
