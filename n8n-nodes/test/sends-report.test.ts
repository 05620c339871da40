import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { run, type RunOptions } from './harness';

const CREDENTIALS = {
  convosoConnectRelayApi: { url: 'https://relay.example.test', key: 'a-key' },
  convosoConnectEndpointApi: {
    apiAuthentication: 'token=planted-secret',
    authorizationHeader: 'Authorization: Bearer planted-secret',
  },
};

const EVENT = { id: 'event', received_at: '2026-11-20T17:00:00.000Z', kinds: ['disposition'] };

interface Reported extends IDataObject {
  readonly sends: readonly IDataObject[];
}

/** Sends items to a CRM and reports it; gives what the relay was told. */
async function reporting(
  crm: (request: IHttpRequestOptions) => { statusCode: number; body: string },
  { relay = 200, told = [], ...options }: Partial<RunOptions> & { relay?: number; told?: Reported[] } = {},
) {
  const ran = await run(new ConvosoConnect(), {
    items: [{ ...EVENT, lead: { lead_id: '7' }, note: 'planted-secret' }],
    credentials: CREDENTIALS,
    ...options,
    parameters: {
      ...{ apiUrl: 'https://crm.example.test/calls', postDataType: 'JSON', authentication: 'endpoint' },
      ...{ reportToRelay: true, send: 'fields', options: { waitSeconds: 0 } },
      fields: { field: [{ name: 'note', value: 'planted-secret' }] },
      ...options.parameters,
    },
    answer: (request) => {
      if (!request.url.startsWith('https://relay.example.test')) return { headers: {}, ...crm(request) };
      told.push(JSON.parse(request.body as string) as Reported);
      const answer = { success: true, entries: [] };
      const refused = { error: { code: 'STARTING', message: 'the relay starts', remedy: 'Wait.' } };
      return { statusCode: relay, headers: {}, body: JSON.stringify(relay === 200 ? answer : refused) };
    },
  });
  return { ran, sends: told.flatMap(({ sends }) => sends) };
}

describe('what a Connect node reports to a relay', () => {
  it('is every request with its answer, about which event and lead, and no secret', async () => {
    const { ran, sends } = await reporting(() => ({ statusCode: 200, body: '{"ok":"planted-secret"}' }));
    expect(ran.outputs[0]).toHaveLength(1);
    expect(sends).toMatchObject([
      {
        ...{ source: 'n8n', endpoint: 'Convoso Connect', method: 'POST', attempt: 1, outcome: 'delivered' },
        ...{ eventId: 'event', lead: '7', answer: { status: 200 } },
      },
    ]);
    expect(JSON.stringify(sends)).not.toContain('planted-secret');
  });

  it('is each attempt by itself, the last of which says that it has failed', async () => {
    const { sends } = await reporting(() => ({ statusCode: 503, body: 'busy' }), {
      continueOnFail: true,
      parameters: { retry: 'always' },
    });
    expect(sends.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'retry'],
      [2, 'failed'],
    ]);
    expect(new Set(sends.map(({ id }) => id)).size).toBe(2);
  });

  it('is also told where the node fails', async () => {
    const told: Reported[] = [];
    const refusing = () => ({ statusCode: 400, body: 'no' });
    await expect(reporting(refusing, { told, parameters: { retry: 'never' } })).rejects.toThrow(
      'Not delivered',
    );
    expect(told).toMatchObject([{ sends: [{ outcome: 'failed', answer: { status: 400, body: 'no' } }] }]);
  });

  it('fails nothing where the relay is away, and says what is not in its logs', async () => {
    const { ran } = await reporting(() => ({ statusCode: 200, body: '{"ok":true}' }), { relay: 503 });
    expect(ran.outputs[0]).toHaveLength(1);
    expect(ran.hints.map(({ message }) => message).join('\n')).toMatch(
      /1 request that was sent is not in the logs of the relay: .*the relay starts/,
    );
  });
});
