import { compileWorkflow, explainNonMatch, type Occurrence } from '@convoso-connect/core';
import { callDoubts, type Workflow } from '@convoso-connect/core/config';
import { doubtful, fine, listed, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/**
 * Whether what came is what workflows ask for, by another name or in another spelling: `Yes` asked for where `Y` comes. Only of
 * workflows that none of the latest deliveries matched.
 */
export function checkRulesAndCalls(setUp: SetUp): readonly Finding[] {
  const { occurrences, workflows } = setUp;
  if (occurrences.length === 0) return [skipped('nothing was delivered lately')];
  const findings = workflows.flatMap((workflow) => findingsOf(workflow, setUp));
  return findings.length > 0 ? findings : [fine('what came is spelt as workflows ask for it')];
}

function findingsOf(workflow: Workflow, { config, occurrences }: SetUp): readonly Finding[] {
  const compiled = compileWorkflow(workflow, { timeZone: config.account.timeZone });
  if (occurrences.some((occurrence) => explainNonMatch(compiled, occurrence).verdict === 'yes')) return [];
  const who = `the workflow "${workflow.name}" matched nothing lately`;
  const told = new Map<string, Finding>();
  for (const { message, remedy } of occurrences.flatMap((each) => callDoubts(workflow, each, config)))
    told.set(message, doubtful(`${who}: ${message.replace(/\.$/, '')}`, remedy));
  return [...[...told.values()].slice(0, MOST_TOLD), ...otherLeadActions(workflow, occurrences, who)];
}

const MOST_TOLD = 3;

/** Which lead action it was, the URL of the hook alone says: what is asked for has to stand in one. */
function otherLeadActions(
  { events }: Workflow,
  occurrences: readonly Occurrence[],
  who: string,
): readonly Finding[] {
  const asked = events.flatMap((event) => (event.type === 'LEAD_ACTION' ? event.values : []));
  const came = occurrences.flatMap(({ leadAction }) => leadAction?.trim() || []);
  const [first] = asked;
  const isAsked = (action: string): boolean =>
    asked.some((each) => each.trim().toLowerCase() === action.toLowerCase());
  if (first === undefined || came.length === 0 || came.some(isAsked)) return [];
  const message = `${who}: it asks for the lead action ${listed(asked)}, and what came is ${listed(came)}`;
  const remedy = `Name what comes in values, or let the API URL in Convoso end in ?event=leadAction:${first}.`;
  return [doubtful(message, remedy)];
}
