import type { History } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { actionLabel, kindsText } from '../../words/kinds.js';
import { DECISION_TOLD, actionTold } from '../../words/states.js';
import { callHref } from '../calls/call-table.js';

type OneMoment = History['history'][number];

/** One thing that happened to a lead: what came, which workflows fired, and what was sent. */
export function Moment({ moment }: { readonly moment: OneMoment }) {
  const { id, receivedAt, callEvent, decisions, actions } = moment;
  const { kinds, disposition } = callEvent;
  const told = decisions.filter(({ outcome }) => outcome !== 'not-matched' && outcome !== 'inactive');
  return (
    <li class="card">
      <h2>
        <Link href={callHref(id)}>
          <Time at={receivedAt} />
        </Link>{' '}
        {kindsText(kinds)}
        {disposition !== null && (
          <>
            {': '}
            <Text>{disposition.name}</Text>
          </>
        )}
      </h2>
      {told.length === 0 && <p class="none">No workflow fired. Open it to see why.</p>}
      {told.map(({ workflowId, workflowName, outcome, reason }) => (
        <p key={workflowId}>
          <Badge told={DECISION_TOLD[outcome]} /> <Text>{workflowName}</Text>: <Said>{reason}</Said>
        </p>
      ))}
      {actions.map((action) => (
        <p key={action.id}>
          <Badge told={actionTold(action)} /> {actionLabel(action.type)} to <Text>{action.endpointName}</Text>
          {action.state === 'waiting' && (
            <>
              {', due '}
              <Time at={action.nextAttemptAt ?? action.dueAt} />
            </>
          )}
          {action.reason !== null && (
            <>
              {': '}
              <Said>{action.reason}</Said>
            </>
          )}
        </p>
      ))}
    </li>
  );
}
