import type { ComponentChildren } from 'preact';
import type { Story } from '../../api/types.js';
import { Facts } from '../../parts/facts.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { actionLabel, counted, kindsText } from '../../words/kinds.js';
import { LeadLink, callHref } from '../calls/call-table.js';

/** Who and what a call was about, and what reading it came upon. */
export function StoryFacts({ story }: { readonly story: Story }) {
  const { callEvent, receivedAt, leadKey, previousStatus, called } = story;
  const { lead, call, disposition, kinds } = callEvent;
  const status = call['status'] ?? lead['status'];
  const name = [lead['first_name'], lead['last_name']].filter(Boolean).map(String).join(' ');
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    ['Came in', <Time at={receivedAt} />],
    ['What', kindsText(kinds)],
    ['Lead', <LeadLink leadKey={leadKey} />],
    ['Name', <Text>{name}</Text>],
    ['Phone', <Text>{textOf(call['phone_number'] ?? lead['phone_number'])}</Text>],
    ['Call', <Text>{textOf(call['call_log_id'])}</Text>],
    [
      'Status',
      <>
        <strong>
          <Text>{textOf(status)}</Text>
        </strong>{' '}
        {disposition !== null && disposition.name !== status && <Text>{disposition.name}</Text>}
      </>,
    ],
    ['Status before', <Text none="not known">{previousStatus}</Text>],
    ...called
      .filter(({ workflowId }) => workflowId === null)
      .map(({ kind, id, name: title }) => [CALLED[kind], <Text>{`${title} (${id})`}</Text>] as const),
    ['Id', <Text>{story.id}</Text>],
  ];
  return (
    <>
      <Facts label="This call" facts={facts} />
      <Notes story={story} />
    </>
  );
}

const CALLED = { campaign: 'Campaign', list: 'List', queue: 'Queue', user: 'Agent' } as const;

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

/** What a person who wonders about this call should know first. */
function Notes({
  story: { looksRepeatedOf, repeats, leadKey, stopped, callEvent },
}: {
  readonly story: Story;
}) {
  const notes: ComponentChildren[] = [];
  if (repeats !== null)
    notes.push(
      <>
        The same came again {counted(repeats.count, 'time')}, last at <Time at={repeats.lastAt} />. It counts
        once.
      </>,
    );
  if (looksRepeatedOf !== null)
    notes.push(
      <>
        It looks repeated: <Link href={callHref(looksRepeatedOf)}>the same came before</Link>.
      </>,
    );
  if (leadKey === null)
    notes.push('It has neither a lead id nor a phone number: limits and order per lead do not apply to it.');
  notes.push(
    ...stopped.map(({ type, workflowName }) => (
      <>
        It stopped what “<Text>{workflowName}</Text>” had planned: {actionLabel(type)}.
      </>
    )),
    ...callEvent.notes.map(({ message }) => <Said>{message}</Said>),
  );
  if (notes.length === 0) return null;
  return (
    <ul class="notes" aria-label="Good to know about this call">
      {notes.map((note, index) => (
        <li key={index}>{note}</li>
      ))}
    </ul>
  );
}
