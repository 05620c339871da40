import { describe, expect, it } from '@jest/globals';
import { convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { ADAPTOR_PRESETS } from '@convoso-connect/core';
import { Workflow, type INodeType, type INodeParameters, type INodeTypes } from 'n8n-workflow';
import { Convoso } from '../nodes/Convoso/Convoso.node';
import { ConvosoAdaptor } from '../nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { ConvosoDisposition } from '../nodes/ConvosoDisposition/ConvosoDisposition.node';
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
  const node = { ...nodeOf(type), parameters };
  const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
  const placed = workflow.getNode(node.name);
  if (placed === null) throw new Error('the workflow has lost its node');
  return workflow.expression.getSimpleParameterValue(placed, type.description.subtitle, 'internal', {});
}

describe('the subtitle', () => {
  it.each<[string, INodeType, INodeParameters]>([
    ['SALE in campaign 111', new ConvosoTrigger(), { filters: { dispositions: 'SALE', campaigns: '111' } }],
    ['every delivery', new ConvosoTrigger(), {}],
    ['disposition', new ConvosoTrigger(), { filters: { kinds: ['disposition'] } }],
    ['lead status, callback', new ConvosoTrigger(), { filters: { kinds: ['leadStatus', 'callback'] } }],
    [
      'SALE as disposition',
      new ConvosoTrigger(),
      { filters: { dispositions: 'SALE', kinds: ['disposition'] } },
    ],
    [
      'every delivery of OUTBOUND calls in campaign 111',
      new ConvosoTrigger(),
      { filters: { callTypes: 'OUTBOUND', campaigns: '111' } },
    ],
    ['disposition', new ConvosoWorkflow(), {}],
    [
      'SALE in campaign 111',
      new ConvosoWorkflow(),
      { events: { DISPOSITION: [{ values: 'SALE' }] }, relation: 'campaign', relationIds: '111' },
    ],
    [
      'status CALLBK and call count in inbound number 7735550100',
      new ConvosoWorkflow(),
      {
        events: { LEAD_STATUS: [{ to: 'CALLBK' }], CALL_COUNT: [{ equals: 3 }] },
        relation: 'inboundNumber',
        relationIds: '7735550100',
      },
    ],
    ['hopper expired', new ConvosoWorkflow(), { events: { HOPPER_EXPIRED: [{}] } }],
    ['nothing mapped', new ConvosoAdaptor(), {}],
    ['1 row', new ConvosoAdaptor(), { rows: { row: [{ mappedTo: 'a' }] } }],
    [
      'POST crm.example.test/calls',
      new ConvosoConnect(),
      { apiUrl: 'https://crm.example.test/calls?token=planted' },
    ],
    ['code to words', new ConvosoDisposition(), {}],
    ['name to code', new ConvosoDisposition(), { operation: 'encode' }],
  ])('reads %s', (expected, type, parameters) => {
    expect(subtitleOf(type, parameters)).toBe(expected);
  });

  it('says of each operation of the API what it does', () => {
    for (const { group, method, label } of convosoCatalogue()) {
      expect(subtitleOf(new Convoso(), { resource: group, operation: method })).toBe(label);
    }
  });

  it('says of each preset what it is called, and how many rows come on top', () => {
    const rows = { row: [{ mappedTo: 'a' }, { mappedTo: 'b' }] };
    for (const { id, label } of ADAPTOR_PRESETS) {
      expect(subtitleOf(new ConvosoAdaptor(), { preset: id })).toBe(label);
      expect(subtitleOf(new ConvosoAdaptor(), { preset: id, rows })).toBe(`${label} and 2 rows`);
    }
  });
});
