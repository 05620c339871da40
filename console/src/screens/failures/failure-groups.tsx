import { useState } from 'preact/hooks';
import type { FailureGroup } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { shownNumber } from '../../words/kinds.js';
import { callHref } from '../calls/call-table.js';
import type { Choice } from './choice.js';
import { SendManyAgain } from './send-many-again.js';
import { useMayOperate } from '../../frame/account.js';
import { shortName } from '../../words/short.js';

interface FailureGroupsProps {
  readonly groups: readonly FailureGroup[];
  readonly choice: Choice;
  readonly changed: () => void;
}

/** One outage is one card: what happened, how much it was, what to do about it, and doing it. */
export function FailureGroups({ groups, choice, changed }: FailureGroupsProps) {
  return (
    <>
      {groups.map((group) => (
        <Group key={`${group.endpointId} ${group.cause}`} group={group} choice={choice} changed={changed} />
      ))}
    </>
  );
}

interface GroupProps extends Omit<FailureGroupsProps, 'groups'> {
  readonly group: FailureGroup;
}

function Group({ group, choice, changed }: GroupProps) {
  const { endpointId, endpointName, cause, what, dead, waiting, firstAt, lastAt, example, remedy } = group;
  const [asked, setAsked] = useState<'replay' | 'run' | null>(null);
  const mayOperate = useMayOperate();
  const meant = { ...choice, endpoint: endpointId, cause };
  const isShown = choice.endpoint === endpointId && choice.cause === cause;
  return (
    <section class="card" aria-label={shortName(endpointName)}>
      <h2>
        <Text>{endpointName}</Text> <span class="what">{what}</span>
      </h2>
      <p class="badges">
        {dead > 0 && <Badge told={{ tone: 'bad', text: `${shownNumber(dead)} given up` }} />}
        {waiting > 0 && (
          <Badge told={{ tone: 'waiting', text: `${shownNumber(waiting)} to be tried again` }} />
        )}
        <span class="hint">
          due <Time at={firstAt} /> to <Time at={lastAt} />
        </span>
      </p>
      <p>
        <Said>{remedy}</Said>
      </p>
      <p class="hint">
        The last of them:{' '}
        <Link href={callHref(example.occurrenceId)}>
          {'see the call of '}
          <Text none="a lead without a name">{example.name ?? example.phone}</Text>
        </Link>
        {example.reason !== null && (
          <>
            {' — '}
            <Said>{example.reason}</Said>
          </>
        )}
      </p>
      <div class="buttons">
        {mayOperate && dead > 0 && (
          <button type="button" class="main" onClick={() => setAsked('replay')}>
            Send {shownNumber(dead)} again …
          </button>
        )}
        {mayOperate && waiting > 0 && (
          <button type="button" onClick={() => setAsked('run')}>
            Try {shownNumber(waiting)} now …
          </button>
        )}
        {!isShown && <Link href={hrefOf('/failures', { ...meant })}>Show each of them</Link>}
      </div>
      {asked !== null && (
        <SendManyAgain
          how={asked}
          choice={meant}
          name={endpointName}
          total={asked === 'replay' ? dead : waiting}
          onClose={() => {
            setAsked(null);
            changed();
          }}
        />
      )}
    </section>
  );
}
