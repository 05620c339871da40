import { visibleLines } from '@convoso-connect/core';
import { counted } from '../counted.js';
import { kindsText } from '../explain/kinds-text.js';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import type {
  ActionResult,
  Counts,
  OccurrenceComparison,
  SimulationReport,
  WorkflowResult,
} from './report.js';

/** So many occurrences are told one by one. */
const TOLD = 50;

/** The comparison as a person reads it at a terminal: the sums, then what would have come out otherwise. */
export function simulationText(report: SimulationReport): string {
  const { workflows, results, timeZone } = report;
  const differing = results.filter((result) => result.workflows.some(({ differs }) => differs));
  const told = differing.slice(0, TOLD);
  return [
    [`${basisText(report)} Nothing was sent.`],
    ...workflows.map(({ workflowName, would, did }) => [
      workflowName,
      `  would: ${countsText(would)}`,
      `  did:   ${countsText(did)}`,
    ]),
    [differing.length === 0 ? 'Every workflow would have decided as it did.' : 'Decided otherwise:'],
    ...told.map((result) => occurrenceLines(result, timeZone)),
    ...(differing.length > told.length ? [[`… and ${differing.length - told.length} more.`]] : []),
  ]
    .map(visibleLines)
    .join('\n\n');
}

/** What it was worked out from. */
function basisText({ occurrences, sample, because, truncated }: SimulationReport): string {
  if (because === null) {
    const older = truncated ? '; older ones were left out' : '';
    return `${counted(occurrences, 'occurrence')}${older}.`;
  }
  const reason = `${because.charAt(0).toUpperCase()}${because.slice(1)}`;
  const whose = sample ? 'the built-in sample lead, a SALE' : 'the lead as Convoso has it';
  return `${reason}: this is with ${whose}.`;
}

function countsText(counts: Counts): string {
  const { fired, suppressed, failed, performed, running, held, skipped, cancelled, undelivered } = counts;
  const parts = [
    `fired ${fired}`,
    `suppressed ${suppressed}`,
    ...(failed > 0 ? [`failed ${failed}`] : []),
    `actions performed ${performed}`,
    ...(running > 0 ? [`under way ${running}`] : []),
    ...(undelivered > 0 ? [`undelivered ${undelivered}`] : []),
    ...(held > 0 ? [`held ${held}`] : []),
    ...(skipped > 0 ? [`skipped ${skipped}`] : []),
    ...(cancelled > 0 ? [`cancelled ${cancelled}`] : []),
  ];
  return parts.join(', ');
}

function occurrenceLines(
  { id, receivedAt, leadKey, kinds, isCall, status, workflows }: OccurrenceComparison,
  timeZone: string,
): string[] {
  const what = kindsText({ kinds, isCall, hasStatus: status !== null });
  const code = status === null ? '' : ` ${status}`;
  const lead = leadKey === null ? 'no lead' : leadKey.replace(':', ' ');
  return [
    `${id}   ${localTime(receivedAt, timeZone)}   ${lead}   ${what}${code}`,
    ...workflows
      .filter(({ differs }) => differs)
      .flatMap(({ workflowName, would, did }) => [
        `  ${workflowName}`,
        `    would: ${resultText(would, timeZone)}`,
        `    did:   ${resultText(did, timeZone)}`,
      ]),
  ];
}

function resultText(result: WorkflowResult | null, timeZone: string): string {
  if (result === null) return 'not match';
  const actions = result.actions.map((action) => actionText(action, timeZone));
  return [`${result.outcome}: ${withLocalTimes(result.reason, timeZone)}`, ...actions].join('; ');
}

function actionText({ actionId, state, at, reason }: ActionResult, timeZone: string): string {
  const why = reason === null ? '' : ` (${withLocalTimes(reason, timeZone)})`;
  return `"${actionId}" ${STATES[state] ?? state} ${localTime(at, timeZone)}${why}`;
}

/** Where the state alone does not say what its time means: when an attempt began that is under way is not told. */
const STATES: Partial<Readonly<Record<ActionResult['state'], string>>> = {
  held: 'held until',
  running: 'under way, due',
};
