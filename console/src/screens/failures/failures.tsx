import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Choice, FilterForm, Input } from '../../parts/fields.js';
import { Empty } from '../../parts/empty.js';
import { LoadedView } from '../../parts/loaded.js';
import { Share } from '../../parts/copy.js';
import { Screen } from '../../parts/screen.js';
import { goTo, hrefOf, usePlace } from '../../router/location.js';
import { useEndpointOptions } from '../pending/endpoint-options.js';
import { Doubtful } from './doubtful.js';
import { FailedActions } from './failed-actions.js';
import { FailureGroups } from './failure-groups.js';
import { OtherFailures } from './other-failures.js';
import { choiceOf } from './choice.js';

/** What did not arrive, by endpoint and cause, and sending it again. */
export function Failures() {
  const { query } = usePlace();
  const choice = choiceOf(query);
  const after = query.get('after');
  const failures = useLoaded(`failures ${query.toString()}`, () => relay.failures.list(choice));
  const doubtful = useLoaded(`doubtful ${query.toString()}`, () =>
    relay.doubtful.list({
      limit: '50',
      ...(choice.endpoint !== undefined && { endpoint: choice.endpoint }),
      ...(after !== null && { after }),
    }),
  );
  const isOneGroup = choice.endpoint !== undefined && choice.cause !== undefined;
  return (
    <Screen
      title="Failures"
      lead="What did not arrive, by endpoint and cause. Mend the cause first, then send it again: in order, and none twice."
      actions={<Share />}
    >
      <Filters key={query.toString()} query={query} />
      <LoadedView of={failures} what="what failed">
        {(value) => (
          <>
            {value.failures.length + value.calls + value.workflows === 0 && (
              <Empty title={query.size === 0 ? 'Nothing is undelivered' : 'Nothing of that is undelivered'}>
                What came due arrived or was sent again. What still waits for its time stands under Pending.
              </Empty>
            )}
            <FailureGroups groups={value.failures} choice={choice} changed={failures.reload} />
            {isOneGroup && value.failures.length > 0 && (
              <FailedActions choice={choice} changed={failures.reload} />
            )}
            {!isOneGroup && (
              <>
                <OtherFailures calls={value.calls} workflows={value.workflows} changed={failures.reload} />
                <Doubtful of={doubtful} />
              </>
            )}
          </>
        )}
      </LoadedView>
    </Screen>
  );
}

function Filters({ query }: { readonly query: URLSearchParams }) {
  const [endpoint, setEndpoint] = useState(query.get('endpoint') ?? '');
  const [from, setFrom] = useState(query.get('from') ?? '');
  const [to, setTo] = useState(query.get('to') ?? '');
  const cause = query.get('cause');
  const options = useEndpointOptions();
  return (
    <FilterForm
      label="Narrow what failed"
      onSubmit={() => goTo(hrefOf('/failures', { endpoint, from, to, cause }))}
    >
      <Choice label="Endpoint" value={endpoint} onChange={setEndpoint} options={options} />
      <Input
        label="Due since"
        value={from}
        onChange={setFrom}
        hint="12:05, yesterday 12:05, 2h or 2026-11-20"
      />
      <Input label="Due until" value={to} onChange={setTo} />
      <div class="buttons">
        <button type="submit" class="main">
          Show
        </button>
        {query.size > 0 && (
          <button type="button" class="plain" onClick={() => goTo(hrefOf('/failures'))}>
            Show all
          </button>
        )}
      </div>
    </FilterForm>
  );
}
