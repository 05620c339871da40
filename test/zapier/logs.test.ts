import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN, CAMPAIGN, LIST } from '../stand-ins/convoso/convoso.js';
import { destination, type Destination } from '../support/destination.js';
import { failureOf, zap } from './zap.js';

/** Zapier's platform sends what it logs to the address in its environment. */
const ENVIRONMENT = ['LOGGING_ENDPOINT', 'LOGGING_TOKEN'] as const;

async function logServer(): Promise<Destination> {
  const server = await destination(() => ({ status: 200, body: '{}' }));
  process.env['LOGGING_ENDPOINT'] = server.url;
  process.env['LOGGING_TOKEN'] = 'log-server';
  return server;
}

describe("Zapier's logs", () => {
  const before = new Map<string, string | undefined>();
  beforeAll(() => {
    for (const name of ENVIRONMENT) before.set(name, process.env[name]);
  });
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const SECRETS = [TOKEN, 'QuerySecret1', 'HeaderSecret2', 'BearerSecret3'];
  const authData = {
    apiAuthentication: 'k=QuerySecret1',
    authorizationHeader: 'X-Partner: HeaderSecret2|Authorization: Bearer BearerSecret3',
  };

  it('hold the calls of Convoso, and no secret, whether a step succeeds or fails', async () => {
    const logs = await logServer();
    const zapier = await zap();
    const crm = await destination(({ headers, url }) => ({
      status: 500,
      body: `boom ${url} ${JSON.stringify(headers)}`,
    }));
    const step = {
      allowHttp: true,
      apiUrl: crm.url,
      requestMethod: 'GET',
      responseDataType: 'JSON',
      dispositionTable: 'built-in',
    };
    await zapier.testConnection({ authData });
    await zapier.create('insert_lead', { list_id: LIST, phone_number: '7735550167' }, { authData });
    const refused = await failureOf(
      zapier.create('insert_lead', { list_id: '1', phone_number: '7735550167' }, { authData }),
    );
    const failed = await failureOf(zapier.create('send_to_endpoint', step, { authData }));
    await zapier.list('call_event', { authData, inputData: { campaigns: [CAMPAIGN] } });
    zapier.convoso.answerNext({ status: 500, body: `echo auth_token=${TOKEN}` });
    const broken = await failureOf(zapier.search('find_lead', { lead_id: '1' }, { authData }));
    await crm.received(1);

    const logged = logs.requests.map(({ body }) => body).join('\n');
    expect(logged).toContain('/v1/leads/insert');
    for (const secret of SECRETS) {
      expect(logged).not.toContain(secret);
      for (const { message } of [refused, failed, broken]) expect(message).not.toContain(secret);
    }
  });
});
