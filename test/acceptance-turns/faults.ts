import type { CompiledAdaptor, CompiledWorkflow, Occurrence } from '@convoso-connect/core';
import { refuse } from '../support/beside.js';
import type { TestRelay } from '../support/relay.js';

/** Where one call can fail, alone among all others. */
export const FAULTS = [
  'none',
  'its delivery cannot be stored',
  'it cannot be processed',
  'a workflow throws in its decision',
  'its action cannot be taken up',
  'its payload cannot be made',
  'the end of its attempt cannot be logged',
  'nothing of its attempt can be logged',
  'the operator cannot be told of its failure',
] as const;

export type Fault = (typeof FAULTS)[number];

/** The endpoint that refuses everything, so that there is something to tell the operator. */
export const REFUSING = 'refusing';

/**
 * Makes the store refuse what belongs to the leads of one fault, as a row would that breaks a rule. The statement fails,
 * and with it whatever transaction it stands in.
 */
export async function breakStore(
  dataFolder: string,
  leadsOf: (fault: Fault) => readonly string[],
): Promise<void> {
  const refusals = RULES.flatMap(([fault, of, condition]) =>
    leadsOf(fault).map((lead) => ({ of, when: condition(lead), saying: `injected: ${fault}` })),
  );
  await refuse(dataFolder, refusals);
}

type Rule = readonly [Fault, event: string, condition: (lead: string) => string];

const ofLead = (lead: string): string => `new.lead_key = 'lead:${lead}'`;
const inBody = (lead: string): string => `cast(new.body as text) like '%lead@_id=${lead}&%' escape '@'`;
const taken = (lead: string): string => `new.state = 'running' and ${ofLead(lead)}`;

const RULES: readonly Rule[] = [
  ['its delivery cannot be stored', 'insert on deliveries', inBody],
  ['it cannot be processed', 'insert on occurrences', ofLead],
  ['its action cannot be taken up', 'insert on actions', taken],
  ['its action cannot be taken up', 'update of state on actions', taken],
  [
    'the end of its attempt cannot be logged',
    'insert on attempts',
    (lead) => `${ofLead(lead)} and new.url <> ''`,
  ],
  ['nothing of its attempt can be logged', 'insert on attempts', ofLead],
  [
    'the operator cannot be told of its failure',
    'insert on notifications',
    () => `new.key = 'dead:${REFUSING}'`,
  ],
];

/** Makes one workflow throw for these leads, wherever it is tested. */
export function breakWorkflow(relay: TestRelay, workflowId: string, leads: readonly string[]): void {
  const { index } = relay.running.keeper.current.rules;
  const match = index.match.bind(index);
  index.match = (occurrence: Occurrence) => {
    const isMeant = leads.some((lead) => occurrence.leadKey === `lead:${lead}`);
    return match(occurrence).map((compiled) =>
      isMeant && compiled.workflow.id === workflowId ? thrower(compiled) : compiled,
    );
  };
}

function thrower(compiled: CompiledWorkflow): CompiledWorkflow {
  return new Proxy(compiled, {
    get: (target, name) => {
      if (name === 'workflow') return target.workflow;
      throw new Error('injected: a workflow throws in its decision');
    },
  });
}

/** Makes an adaptor throw whatever it maps. */
export function breakAdaptor(relay: TestRelay, adaptorId: string): void {
  const adaptors = relay.running.keeper.current.revision.adaptors as Map<string, CompiledAdaptor>;
  const compiled = adaptors.get(adaptorId);
  if (compiled === undefined) throw new Error(`there is no adaptor ${adaptorId}`);
  const thrown = new Error('injected: its payload cannot be made');
  adaptors.set(adaptorId, { ...compiled, fault: { thrown } });
}
