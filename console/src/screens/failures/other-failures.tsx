import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { useDoing } from '../../parts/doing.js';
import { LoadedView } from '../../parts/loaded.js';
import { Refusal } from '../../parts/refusal.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { callHref } from '../calls/call-table.js';
import { counted } from '../../words/kinds.js';
import { useMayOperate } from '../../frame/account.js';
import { shortName } from '../../words/short.js';

interface OtherFailuresProps {
  /** How many there are; 0 is nothing to be shown. */
  readonly calls: number;
  readonly workflows: number;
  readonly changed: () => void;
}

/** What failed before it came to an action: calls that could not be processed, and workflows that failed. */
export function OtherFailures(props: OtherFailuresProps) {
  return props.calls + props.workflows === 0 ? null : <Listed {...props} />;
}

function Listed({ calls, workflows, changed }: OtherFailuresProps) {
  const letters = useLoaded(`other failures ${String(calls)} ${String(workflows)}`, () =>
    relay.deadLetters.list({ limit: '50' }),
  );
  return (
    <>
      <h2>
        {counted(calls, 'call')} and {counted(workflows, 'workflow')} that could not be processed
      </h2>
      <LoadedView of={letters} what="what could not be processed">
        {({ deliveries, workflows: failed }) => (
          <>
            {deliveries.map(({ id, receivedAt, failure }) => (
              <Letter
                key={id}
                id={id}
                callId={id}
                at={receivedAt}
                what="A call could not be processed"
                reason={failure}
                changed={changed}
              />
            ))}
            {failed.map(({ id, occurrenceId, workflowId, at, reason }) => (
              <Letter
                key={id}
                id={id}
                callId={occurrenceId}
                at={at}
                what={`The workflow ${workflowId} failed`}
                reason={reason}
                changed={changed}
              />
            ))}
          </>
        )}
      </LoadedView>
    </>
  );
}

interface LetterProps {
  readonly id: string;
  readonly callId: string;
  readonly at: string;
  readonly what: string;
  readonly reason: string | null;
  readonly changed: () => void;
}

function Letter({ id, callId, at, what, reason, changed }: LetterProps) {
  const doing = useDoing();
  const mayOperate = useMayOperate();
  const again = () =>
    doing.run(async () => {
      await relay.deadLetters.replay({ id });
      changed();
    });
  return (
    <section class="card" aria-label={shortName(what)}>
      <h3>
        <Text>{what}</Text>
      </h3>
      <p class="reason">
        <Time at={at} />: <Said none="no reason is known">{reason}</Said>
      </p>
      <Refusal error={doing.error} />
      <div class="buttons">
        {mayOperate && (
          <button type="button" disabled={doing.busy} onClick={() => void again()}>
            Process again
          </button>
        )}
        <Link href={callHref(callId)}>See the call</Link>
      </div>
    </section>
  );
}
