import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { NodeHelpers, type IDataObject, type INodeParameters, type INodeType } from 'n8n-workflow';
import { run } from './harness';
import { NODES } from './nodes';

/** A node as n8n has it in the file of a workflow: what is a default is left out. */
interface Saved {
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly parameters: INodeParameters;
}

/** Saved before lists could be chosen from: everything that has got a second form since, in its first. */
const BEFORE_LISTS: readonly Saved[] = [
  {
    name: 'Workflow 1',
    type: 'convosoWorkflow',
    typeVersion: 1,
    parameters: {
      relation: 'campaign',
      relationIds: '111, 112',
      events: {
        DISPOSITION: [{ values: 'SALE, APPT' }],
        LEAD_STATUS: [{ from: 'NEW', to: 'SALE' }],
        SUBMITTED_BY: [{ values: '1012' }],
        LEAD_FIELDS_AND_CALL_DATA: [
          { field: 'lead.state', value: 'CA' },
          { field: 'custom', customField: 'plan', operator: 'within', list: 'gold, silver' },
          { field: 'lead.created_at', operator: 'within', within: 'last', lastCount: 7 },
          { field: 'lead.city', operator: 'between_markers', textFrom: 'a', textTo: 'b' },
        ],
      },
      guardrails: {
        stopIf: 'leadFilter',
        stopConditions: { condition: [{ field: 'lead.state', operator: 'is_blank' }] },
      },
    },
  },
  {
    name: 'Workflow 1.1',
    type: 'convosoWorkflow',
    typeVersion: 1.1,
    parameters: { relation: 'list', relationIds: '3343', events: { REDISPOSITION: [{ values: 'NI' }] } },
  },
  {
    name: 'Trigger 2',
    type: 'convosoTrigger',
    typeVersion: 2,
    parameters: { filters: { campaigns: '111, Solar West', dispositions: 'SALE' } },
  },
  {
    name: 'Adaptor 1',
    type: 'convosoAdaptor',
    typeVersion: 1,
    parameters: { rows: { row: [{ field: 'custom', customField: 'plan', mappedTo: 'plan_name' }] } },
  },
  {
    name: 'Disposition 1',
    type: 'convosoDisposition',
    typeVersion: 1,
    parameters: { code: '={{ $json.status }}', table: 'account' },
  },
  {
    name: 'Disposition 1 of the item',
    type: 'convosoDisposition',
    typeVersion: 1,
    parameters: {},
  },
];

const FLOWS = join(__dirname, '../flows');
const IN_FLOWS: readonly Saved[] = readdirSync(FLOWS).flatMap((file) => {
  const { nodes } = JSON.parse(readFileSync(join(FLOWS, file), 'utf8')) as { nodes: Saved[] };
  return nodes
    .filter(({ type }) => type.startsWith('n8n-nodes-convoso-connect.'))
    .map((node) => ({
      ...node,
      name: `${file}: ${node.name}`,
      type: node.type.slice('n8n-nodes-convoso-connect.'.length),
    }));
});

function typeOf(saved: Saved): INodeType {
  const type = NODES.find(({ description }) => description.name === saved.type);
  if (type === undefined) throw new Error(`there is no ${saved.type}`);
  return type;
}

/** The parameters that n8n gives to a saved node: those of the file, and the defaults of what the panel shows. */
function parametersOf(saved: Saved): INodeParameters {
  const { description } = typeOf(saved);
  const { properties } = description;
  return NodeHelpers.getNodeParameters(properties, saved.parameters, true, false, saved, description) ?? {};
}

describe.each([...BEFORE_LISTS, ...IN_FLOWS].map((saved) => [saved.name, saved] as const))(
  'a node that was saved before lists could be chosen from, %s',
  (_, saved) => {
    it('keeps all that it was saved with', () => {
      expect(parametersOf(saved)).toMatchObject(saved.parameters);
    });

    it('goes on with what is typed, and asks for no credential of the API that it had not', () => {
      const parameters = parametersOf(saved);
      const { description } = typeOf(saved);
      const hasSwitch = description.properties.some(({ name }) => name === 'fromAccount');
      expect(parameters['fromAccount']).toBe(hasSwitch ? false : undefined);
      const asked = (description.credentials ?? []).filter((credential) =>
        NodeHelpers.displayParameter(parameters, credential, { typeVersion: saved.typeVersion }, description),
      );
      const ofApi = asked.filter(({ name }) => name === 'convosoApi').length;
      const before = saved.type === 'convoso' || saved.parameters['table'] === 'account' ? 1 : 0;
      expect(ofApi).toBe(before);
    });
  },
);

describe('what a saved node does', () => {
  const ITEM = {
    kinds: ['disposition', 'leadStatus'],
    lead: {
      id: '7',
      state: 'CA',
      status: 'SALE',
      created_by: '1012',
      created_at: new Date(Date.now() - 86_400_000).toISOString(),
      city: 'a-x-b',
    },
    call: { call_log_id: '9', status: 'SALE', campaign_id: '112', list_id: '3343' },
    extra: {},
    custom: { plan: 'Gold' },
  };

  async function outcomeOf(saved: Saved | undefined, item: IDataObject): Promise<unknown> {
    if (saved === undefined) throw new Error('there is no such node');
    const { outputs } = await run(typeOf(saved), {
      parameters: parametersOf(saved),
      items: [item],
      node: { typeVersion: saved.typeVersion },
    });
    return outputs.flat()[0]?.json;
  }

  it.each(['112', '113'])('is what it did, in campaign %s', async (campaign) => {
    const saved = BEFORE_LISTS[0];
    // The lead had no other status before, so that From is what the engine cannot know: all else decides.
    const { LEAD_STATUS: _, ...events } = saved?.parameters['events'] as INodeParameters;
    const without = saved && { ...saved, parameters: { ...saved.parameters, events } };
    const call = { ...ITEM.call, campaign_id: campaign };
    expect(await outcomeOf(without, { ...ITEM, call })).toMatchObject({
      decision: { outcome: campaign === '112' ? 'fired' : expect.not.stringMatching('fired') },
    });
  });

  it('is what it did, for a code that is typed and one that is the item’s own', async () => {
    const typed = { name: 'Disposition 1', type: 'convosoDisposition', typeVersion: 1 };
    expect(await outcomeOf({ ...typed, parameters: { code: 'NI' } }, ITEM)).toMatchObject({
      disposition: { name: 'Not Interested' },
    });
    expect(await outcomeOf(BEFORE_LISTS[5], ITEM)).toMatchObject({ disposition: { code: 'SALE' } });
  });

  it('is what it did, for a custom field that is typed', async () => {
    expect(await outcomeOf(BEFORE_LISTS[3], ITEM)).toEqual({ plan_name: 'Gold' });
  });
});
