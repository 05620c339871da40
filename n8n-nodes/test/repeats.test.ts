import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import { Convoso } from '../nodes/Convoso/Convoso.node';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { failureOf, run, type RunOptions } from './harness';

const URL_HERE = 'https://crm.example.test/calls';
const ITEMS = [1, 2, 3, 4, 5].map((lead) => ({ lead_id: String(lead) }));
const RETRYING = { retryOnFail: true, maxTries: 3 } as const;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** A destination that keeps what it gets and refuses one lead as long as it is told to. */
function destination() {
  const keys: string[] = [];
  const leads: string[] = [];
  const state = { refuses: '4' };
  const answer = ({ body, headers }: IHttpRequestOptions) => {
    const lead = new URLSearchParams(textOf(body)).get('lead_id') ?? '';
    leads.push(lead);
    keys.push(textOf(headers?.['idempotency-key']));
    return {
      statusCode: lead === state.refuses ? 401 : 200,
      headers: {},
      body: Buffer.from('{"error":"bad token"}'),
    };
  };
  return { keys, leads, state, answer };
}

const sending = (change: Partial<RunOptions>): RunOptions => ({
  parameters: { apiUrl: URL_HERE },
  items: ITEMS,
  ...change,
});

async function keysOf(change: Partial<RunOptions>): Promise<string[]> {
  const { keys, state, answer } = destination();
  state.refuses = 'none';
  await run(new ConvosoConnect(), sending({ answer, ...change }));
  return keys;
}

describe('N1: the key of a request', () => {
  const event = {
    id: 'event-1',
    kinds: ['disposition'],
    lead: { lead_id: '1' },
    call: {},
    extra: {},
    custom: {},
  };
  const ofEvent = {
    items: [event],
    parameters: { apiUrl: URL_HERE, send: 'adaptor', preset: 'baltoDisposition' },
  };

  it('is the same for the same event, in whatever execution it is sent again', async () => {
    const [first] = await keysOf({ ...ofEvent, executionId: '1' });
    const [second] = await keysOf({ ...ofEvent, executionId: '2' });
    expect(second).toBe(first);
    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('is that of the event where an adaptor in between has given on fields only', async () => {
    const behindAdaptor = { items: [{ Phone: '5550100' }], trigger: [event] };
    const [first] = await keysOf({ ...behindAdaptor, executionId: '1' });
    const [second] = await keysOf({ ...behindAdaptor, executionId: '2' });
    expect(second).toBe(first);
  });

  it('is one of the execution where there is no event, so that no two executions are taken for one', async () => {
    const once = await keysOf({ executionId: '1' });
    expect(await keysOf({ executionId: '1' })).toEqual(once);
    const others = [
      await keysOf({ executionId: '2' }),
      await keysOf({ executionId: '1', runIndex: 1 }),
    ].flat();
    expect(new Set([...once, ...others]).size).toBe(15);
  });

  it('differs by node, by item and by round of a loop, so that nothing is taken for a repeat', async () => {
    const twice = { ...ofEvent, items: [event, event] };
    const keys = await keysOf(twice);
    const others = await keysOf({ ...twice, node: { id: 'another' } });
    const nextRound = await keysOf({ ...twice, runIndex: 1 });
    expect(new Set([...keys, ...others, ...nextRound]).size).toBe(6);
  });
});

describe('N1: what n8n tries again after a failure', () => {
  it('sends each item once, and the one that failed under the key it had', async () => {
    const { keys, leads, state, answer } = destination();
    const options = sending({ answer, executionId: 'retried-1', node: RETRYING });
    expect(await failureOf(new ConvosoConnect(), options)).toMatch(/answered 401/);
    expect(await failureOf(new ConvosoConnect(), options)).toMatch(/answered 401/);
    state.refuses = 'none';
    const { outputs } = await run(new ConvosoConnect(), options);
    expect(leads).toEqual(['1', '2', '3', '4', '4', '4', '5']);
    expect(new Set(keys.slice(3, 6)).size).toBe(1);
    expect(outputs[0]?.map(({ json }) => json['lead_id'])).toEqual(['1', '2', '3', '4', '5']);
    expect(outputs[0]?.[0]?.json['connect']).toMatchObject({ status: 200 });
  });

  it('sends nothing twice where several are sent at once, and lets what has begun come to its end', async () => {
    const { leads, state, answer } = destination();
    const parameters = { apiUrl: URL_HERE, options: { atOnce: 3 } };
    const options = sending({ answer, parameters, executionId: 'retried-2', node: RETRYING });
    await failureOf(new ConvosoConnect(), options);
    state.refuses = 'none';
    await run(new ConvosoConnect(), options);
    expect(leads.filter((lead) => lead !== '4').toSorted()).toEqual(['1', '2', '3', '5']);
  });

  it('sends all again in another execution, and in another round of a loop', async () => {
    const { leads, state, answer } = destination();
    state.refuses = 'none';
    for (const change of [{ executionId: 'a' }, { executionId: 'b' }, { executionId: 'b', runIndex: 1 }]) {
      await run(new ConvosoConnect(), sending({ answer, node: RETRYING, ...change }));
    }
    expect(leads).toHaveLength(15);
  });

  it('counts an event once for the rate limit', async () => {
    const call = { call_log_id: '9', lead_id: 'retried-lead', status: 'SALE' };
    const options = (items: IDataObject[], executionId: string): RunOptions => ({
      parameters: {
        events: { DISPOSITION: [{}] },
        timeZone: 'America/Los_Angeles',
        guardrails: { rateLimit: 2 },
      },
      items,
      executionId,
      node: { ...RETRYING, id: 'retried-workflow' },
    });
    const tried = options([call], 'retried-3');
    for (let tries = 0; tries < 3; tries += 1) await run(new ConvosoWorkflow(), tried);
    const { outputs } = await run(new ConvosoWorkflow(), options([call], 'retried-4'));
    expect(outputs[0]).toHaveLength(1);
  });

  it('inserts no lead twice', async () => {
    const inserted: string[] = [];
    const options: RunOptions = {
      parameters: { resource: 'leads', operation: 'insert', list_id: '5', phone_number: '7735550101' },
      credentials: { convosoApi: { authToken: 'token' } },
      executionId: 'retried-5',
      node: RETRYING,
      answer: ({ body }) => {
        inserted.push(textOf(body));
        return { statusCode: 200, headers: {}, body: Buffer.from('{"success":true,"data":{"lead_id":"1"}}') };
      },
    };
    await run(new Convoso(), options);
    const { outputs } = await run(new Convoso(), options);
    expect(inserted).toHaveLength(1);
    expect(outputs[0]?.[0]?.json).toMatchObject({ lead_id: '1' });
  });
});

describe('N6, N10: an item that goes through a node', () => {
  const file: INodeExecutionData['binary'] = { file: { data: 'aGk=', mimeType: 'text/plain' } };
  const items = [{ lead_id: '1' }, { lead_id: '4' }];
  const failing = (onError: 'continueRegularOutput' | 'continueErrorOutput') =>
    sending({ items, answer: destination().answer, binaries: [file, file], node: { onError } });

  it('keeps its fields, its files and the diagnosis when it fails and n8n continues', async () => {
    const { outputs } = await run(new ConvosoConnect(), failing('continueRegularOutput'));
    expect(outputs[0]?.map(({ binary }) => binary)).toEqual([file, file]);
    expect(outputs[0]?.[1]).toMatchObject({
      json: {
        lead_id: '4',
        error: { message: 'Not delivered: answered 401', status: 401, answer: '{"error":"bad token"}' },
      },
      pairedItem: { item: 1 },
    });
    // n8n replaces the fields of an item that carries an error beside them.
    expect(outputs[0]?.[1]).not.toHaveProperty('error');
  });

  it('holds nothing but its error for the error output, to which n8n adds the fields itself', async () => {
    const { outputs } = await run(new ConvosoConnect(), failing('continueErrorOutput'));
    expect(Object.keys(outputs[0]?.[1]?.json ?? {})).toEqual(['error']);
    expect(outputs[0]?.[1]).toMatchObject({ binary: file, pairedItem: { item: 1 } });
    expect(outputs[0]?.[1]).not.toHaveProperty('error');
  });
});

describe('N2: an item that cannot be decided', () => {
  const items = ['1', '2', '3'].map((lead) => ({ call_log_id: lead, lead_id: `n2-${lead}`, status: 'SALE' }));

  it('leaves by Not Fired with the reason, and never by Fired', async () => {
    const { outputs } = await run(new ConvosoWorkflow(), {
      parameters: { events: { DISPOSITION: [{}] }, timeZone: 'Nowhere/At_All' },
      items,
      node: { onError: 'continueRegularOutput' },
    });
    expect(outputs.map(({ length }) => length)).toEqual([0, 0, 3]);
    expect(outputs[2]?.[0]?.json).toMatchObject({
      lead_id: 'n2-1',
      decision: { outcome: 'error', reason: expect.stringMatching(/Account Time Zone/) },
    });
  });
});
