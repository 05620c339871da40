import type { Decision, Story } from '../../api/types.js';
import { Badge, Mark } from '../../parts/badge.js';
import { Disclosure } from '../../parts/disclosure.js';
import { Text } from '../../parts/text.js';
import { Said } from '../../parts/time.js';
import { checkLabel } from '../../words/kinds.js';
import { DECISION_TOLD, VERDICT_TOLD } from '../../words/states.js';
import { ActionStory } from './action-story.js';
import { shortName } from '../../words/short.js';

interface WorkflowStoryProps {
  readonly decision: Decision;
  readonly story: Story;
  readonly changed: () => void;
}

/** What one workflow made of a call: whether it fired, each of its checks, and what it sent. */
export function WorkflowStory({ decision, story, changed }: WorkflowStoryProps) {
  const { workflowId, workflowName, outcome, reason, checks } = decision;
  const actions = story.actions.filter((action) => action.workflowId === workflowId);
  const doubts = story.doubts.filter((doubt) => doubt.workflowId === workflowId);
  return (
    <section class="card" aria-label={shortName(workflowName)}>
      <h3>
        <Text>{workflowName}</Text> <Badge told={DECISION_TOLD[outcome]} />
      </h3>
      <p class="reason">
        <Said>{reason}</Said>
      </p>
      {doubts.map(({ code, path, message, remedy }) => (
        <p key={`${code} ${path ?? ''}`} class="notice waiting">
          <Said>{message}</Said> <Said>{remedy}</Said>
        </p>
      ))}
      <Disclosure summary={`Checks (${String(checks.length)})`} open={outcome !== 'fired'}>
        {() => (
          <ol class="checks">
            {checks.map((check, index) => (
              <li key={index}>
                <Mark verdict={check.verdict} told={VERDICT_TOLD[check.verdict].text} />
                <span>
                  <strong>
                    {check.event === undefined ? checkLabel(check.check) : `event ${check.event}`}
                  </strong>
                  {': '}
                  <Said>{check.reason}</Said>
                </span>
              </li>
            ))}
          </ol>
        )}
      </Disclosure>
      {actions.map((action) => (
        <ActionStory key={action.id} action={action} changed={changed} />
      ))}
    </section>
  );
}
