import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Share } from '../../parts/copy.js';
import { Facts } from '../../parts/facts.js';
import { LoadedView } from '../../parts/loaded.js';
import { Screen } from '../../parts/screen.js';
import { Text } from '../../parts/text.js';
import { Link } from '../../router/link.js';
import { AttemptStory } from '../call/attempt-story.js';
import { callHref } from '../calls/call-table.js';

/** Input Data of one entry of the logs: the exact URL and parameters, and what was answered. */
export function LogEntry({ id }: { readonly id: string }) {
  const entry = useLoaded(`log ${id}`, () => relay.logs.get({ id }));
  return (
    <Screen
      title={`Input Data of entry ${id.slice(0, 20)}`}
      lead="Exactly what was sent, with credentials masked, and what was answered."
      actions={<Share />}
    >
      <LoadedView of={entry} what="this entry">
        {(value) => (
          <>
            <Facts
              label="This entry"
              facts={[
                ['Endpoint', <Text>{value.endpointName}</Text>],
                ['Workflow', <Text>{value.workflowName}</Text>],
                ['Primary Phone', <Text none="none">{value.primaryPhone}</Text>],
                ['Attempt', String(value.attempt)],
                [
                  'Call',
                  value.occurrenceId === null ? (
                    'not kept any more'
                  ) : (
                    <Link href={callHref(value.occurrenceId)}>See the whole story</Link>
                  ),
                ],
              ]}
            />
            <section class="card">
              <AttemptStory attempt={value} heading="h2" />
            </section>
          </>
        )}
      </LoadedView>
    </Screen>
  );
}
