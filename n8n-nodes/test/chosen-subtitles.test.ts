import { describe, expect, it } from '@jest/globals';
import { Workflow, type INodeParameters, type INodeType, type INodeTypes } from 'n8n-workflow';
import { ConvosoTrigger } from '../nodes/ConvosoTrigger/ConvosoTrigger.node';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { nodeOf } from './harness';

/** What stands below the name of a node on the canvas, worked out by n8n's own expressions. */
function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
  const nodeTypes: INodeTypes = {
    getByName: () => type,
    getByNameAndVersion: () => type,
    getKnownTypes: () => ({}),
  };
  const { version } = type.description;
  const node = { ...nodeOf(type), typeVersion: [version].flat().at(-1) ?? 1, parameters };
  const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
  const placed = workflow.getNode(node.name);
  if (placed === null) throw new Error('the workflow has lost its node');
  return workflow.expression.getSimpleParameterValue(placed, type.description.subtitle, 'internal', {});
}

const SALE: INodeParameters = { DISPOSITION: [{ statuses: ['SALE'] }] };
const picked = { __rl: true, mode: 'list', value: '3343', cachedResultName: 'Solar West A' } as const;

describe('the subtitle of a node whose codes and IDs are chosen', () => {
  it.each<[string, INodeType, INodeParameters]>([
    ['every delivery', new ConvosoTrigger(), { fromAccount: true }],
    [
      'SALE,APPT in campaign 111',
      new ConvosoTrigger(),
      { fromAccount: true, filters: { statuses: ['SALE', 'APPT'], campaignIds: ['111'] } },
    ],
    [
      'SALE in campaign 111',
      new ConvosoWorkflow(),
      { fromAccount: true, events: SALE, relation: 'campaign', campaignIds: ['111'] },
    ],
    [
      'SALE in queue 301',
      new ConvosoWorkflow(),
      { fromAccount: true, events: SALE, relation: 'queue', queueIds: ['301'] },
    ],
    [
      'status NI in inbound number 7735550100',
      new ConvosoWorkflow(),
      {
        fromAccount: true,
        events: { LEAD_STATUS: [{ toStatuses: ['NI'] }] },
        relation: 'inboundNumber',
        relationIds: '7735550100',
      },
    ],
    ['disposition', new ConvosoWorkflow(), { fromAccount: true, events: { DISPOSITION: [{}] } }],
  ])('reads %s', (expected, type, parameters) => {
    expect(subtitleOf(type, parameters)).toBe(expected);
  });

  it('names the list that was picked, or its ID', () => {
    const scope = { fromAccount: true, events: SALE, relation: 'list', lists: { row: [{ chosen: picked }] } };
    expect(subtitleOf(new ConvosoWorkflow(), scope)).toMatch(/^SALE in list (?:Solar West A|3343)$/);
  });

  it('reads as before where they are typed', () => {
    const typed = { events: { DISPOSITION: [{ values: 'SALE' }] }, relation: 'campaign', relationIds: '111' };
    expect(subtitleOf(new ConvosoWorkflow(), typed)).toBe('SALE in campaign 111');
    const filters = { dispositions: 'SALE', campaigns: '111' };
    expect(subtitleOf(new ConvosoTrigger(), { filters })).toBe('SALE in campaign 111');
  });
});
