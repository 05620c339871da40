import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { ConvosoConnectEndpointApi } from '../credentials/ConvosoConnectEndpointApi.credentials';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { failureOf, run } from './harness';

const URL_HERE = 'https://crm.example.test/calls';
const answering =
  (statusCode: number, body: string, headers: IDataObject = {}) =>
  () => ({
    statusCode,
    headers,
    body: Buffer.from(body),
  });
const NO_WAIT = { options: { waitSeconds: 0 } };

describe('the connect node', () => {
  it('posts the fields of the item as a form, with a key that names the item', async () => {
    const { outputs, requests } = await run(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE, responseKey: 'id' },
      items: [{ name: 'Test', tags: ['a', 'b'], nothing: null }],
      answer: answering(200, '{"id":7}'),
    });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: URL_HERE,
      body: 'name=Test&tags=a%2Cb&nothing=',
      disableFollowRedirect: true,
      ignoreHttpStatusErrors: true,
    });
    expect(requests[0]?.headers?.['idempotency-key']).toEqual(expect.stringMatching(/^[\da-f-]{36}$/));
    expect(outputs[0]?.[0]?.json).toMatchObject({
      name: 'Test',
      connect: { result: 7, status: 200, attempts: 1 },
    });
  });

  it('sends what an adaptor node has put under "mapped", and not the event around it', async () => {
    const { requests } = await run(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE, postDataType: 'JSON' },
      items: [{ kinds: [], lead: { first_name: 'Test' }, mapped: { FirstName: 'Test' } }],
      answer: answering(200, '{}'),
    });
    expect(requests[0]?.body).toBe('{"FirstName":"Test"}');
  });

  it('puts the fields of a GET into the query', async () => {
    const { requests } = await run(new ConvosoConnect(), {
      parameters: {
        apiUrl: `${URL_HERE}?a=1`,
        requestMethod: 'GET',
        send: 'adaptor',
        preset: 'baltoDisposition',
      },
      items: [{ call_log_id: '9', status: 'NI' }],
      answer: answering(200, '{}'),
    });
    expect(requests[0]?.url).toBe(`${URL_HERE}?a=1&voip_call_id=9&disposition=NI`);
  });

  it.each([
    ['safe', [503, 200], 2],
    ['always', [500, 200], 2],
  ])('under retry %s sends again what was answered %j', async (retry, statuses, attempts) => {
    let count = 0;
    const { outputs, requests } = await run(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE, retry, ...NO_WAIT },
      answer: () => answering(statuses[count++] ?? 200, '{"ok":true}')(),
    });
    expect(outputs[0]?.[0]?.json['connect']).toMatchObject({ attempts });
    expect(new Set(requests.map(({ headers }) => headers?.['idempotency-key'])).size).toBe(1);
  });

  it.each([
    ['never', 503],
    ['safe', 500],
    ['safe', 404],
    ['always', 301],
  ])('under retry %s fails at once on %d', async (retry, status) => {
    const parameters = { apiUrl: URL_HERE, retry, ...NO_WAIT };
    const failure = await failureOf(new ConvosoConnect(), {
      parameters,
      answer: answering(status, '{"e":1}'),
    });
    expect(failure).toMatch(new RegExp(`^Not delivered: answered ${status}`));
  });

  it('says the five checks when nothing can be read, and fails only where it is asked to', async () => {
    const options = { parameters: { apiUrl: URL_HERE }, answer: answering(200, 'hello') };
    const { outputs, hints } = await run(new ConvosoConnect(), options);
    const outcome = outputs[0]?.[0]?.json['connect'] as { result: unknown; diagnosis: string[] };
    expect(outcome.result).toBeNull();
    expect(outcome.diagnosis).toHaveLength(5);
    expect(hints[0]?.message).toContain('nothing could be read from the answer');
    const strict = { ...options, parameters: { apiUrl: URL_HERE, options: { failOnNull: true } } };
    expect(await failureOf(new ConvosoConnect(), strict)).toMatch(/The result is null[^]*Response Data Type/);
  });

  it('tells of an answer that looks like no success, and fails on it only where a result is expected', async () => {
    const answer = answering(200, '{"success":false}');
    const { outputs, hints } = await run(new ConvosoConnect(), { parameters: { apiUrl: URL_HERE }, answer });
    expect(outputs[0]?.[0]?.json['connect']).toMatchObject({
      result: { success: false },
      doubt: expect.stringMatching(/^looks like no success/),
    });
    expect(hints[0]?.message).toMatch(/^Sent, and the answer looks like no success/);
    const expecting = (expectedResult: string) => ({ apiUrl: URL_HERE, options: { expectedResult } });
    const failure = await failureOf(new ConvosoConnect(), { parameters: expecting('truthy'), answer });
    expect(failure).toMatch(/^Not delivered: answered 200, and .*the destination did not take it/);
    const lenient = await run(new ConvosoConnect(), { parameters: expecting('any'), answer });
    expect(lenient.outputs[0]?.[0]?.json['connect']).not.toHaveProperty('doubt');
  });

  it('tells what became of a call that could not be made, naming this n8n in the advice', async () => {
    const parameters = { apiUrl: URL_HERE, options: { attempts: 1 } };
    const failure = await failureOf(new ConvosoConnect(), { parameters });
    expect(failure).toMatch(/no connection could be made/);
    expect(failure).toMatch(/outgoing address of this n8n/);
  });

  it.each([
    [{ apiUrl: 'crm.example.test' }, /API URL[^]*https:\/\/[^]*It is "crm\.example\.test"/],
    [{ apiUrl: 'ftp://crm.example.test' }, /API URL: Only https and http/],
    [{ apiUrl: `${URL_HERE}/{secret:key}` }, /API URL: Only the relay[^]*credential of this node/],
    [
      { apiUrl: URL_HERE, apiIntegrator: 'hubspot-v3', requestMethod: 'GET' },
      /Request Method[^]*It is "GET"/,
    ],
    [
      { apiUrl: 'https://user:pass@crm.example.test/?token=x' },
      /^(?![^]*(?:user|pass)[:@])(?![^]*token=x)[^]*API URL[^]*crm\.example\.test/,
    ],
    [{ apiUrl: 'user:pass@crm.example.test/x' }, /^(?![^]*pass)[^]*API URL[^]*@crm\.example\.test\/x/],
  ])('refuses %j and says what to do', async (parameters, pattern) => {
    expect(await failureOf(new ConvosoConnect(), { parameters, answer: answering(200, '{}') })).toMatch(
      pattern,
    );
  });
});

describe('a preset whose record could not be known again', () => {
  it('is not sent, which would make one more record of each call', async () => {
    const parameters = { apiUrl: URL_HERE, send: 'adaptor', preset: 'salesforceTask' };
    const { outputs, requests } = await run(new ConvosoConnect(), {
      parameters,
      items: [
        { phone_number: '7735550167', status: 'NI' },
        { call_log_id: '9', status: 'NI' },
      ],
      continueOnFail: true,
      answer: answering(201, '{"id":"00T1"}'),
    });
    expect(requests).toHaveLength(1);
    expect(outputs[0]?.[0]?.json['error']).toMatchObject({
      message: expect.stringMatching(/^Start From: Salesforce: Task \(Call\) needs Convoso_Call_Log_Id__c/),
    });
    expect(outputs[0]?.[1]?.json['connect']).toMatchObject({ status: 201 });
  });
});

describe('N7: a failure', () => {
  const failing = async (status: number, node = {}) =>
    await failureOf(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE, ...NO_WAIT },
      node,
      answer: answering(status, '{"error":"bad <b>token</b>"}'),
    });

  it('shows what the other system answered, and what to do about it', async () => {
    expect(await failing(404)).toMatch(/answered 404\n.*bad &lt;b&gt;token.*Compare the whole API URL/);
    expect(await failing(429)).toMatch(/answered 429.*\n.*send less at once/);
    expect(await failing(500)).toMatch(/answered 500.*\n.*an error of the system itself/);
  });

  it.each([401, 403])('names the credential for %d, or says that none is sent', async (status) => {
    const credentials = { convosoConnectEndpointApi: { id: '1', name: 'CRM token' } };
    expect(await failing(status, { credentials })).toContain('The credential in use is "CRM token".');
    expect(await failing(status)).toContain('This node sends no credentials');
  });
});

describe('N13: a host that is down', () => {
  it('is tried for two items only, and the others fail at once and say so', async () => {
    const items = Array.from({ length: 6 }, (_, lead) => ({ lead_id: String(lead) }));
    const { outputs, requests } = await run(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE, ...NO_WAIT },
      items,
      node: { onError: 'continueRegularOutput' },
    });
    expect(requests).toHaveLength(4);
    expect(outputs[0]?.map(({ json }) => (json['error'] as { message: string }).message.slice(0, 9))).toEqual(
      ['Not deliv', 'Not deliv', 'Not sent:', 'Not sent:', 'Not sent:', 'Not sent:'],
    );
  });
});

describe('N14: the fields of an item', () => {
  it('are sent without our own decision and without objects, of which the panel tells', async () => {
    const { requests, hints } = await run(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE },
      items: [
        { lead_id: '7', decision: { outcome: 'fired' }, lead: { first_name: 'Test' }, tags: ['a', 'b'] },
      ],
      answer: answering(200, '{}'),
    });
    expect(requests[0]?.body).toBe('lead_id=7&tags=a%2Cb');
    expect(hints.map(({ message }) => message).join()).toMatch(/hold objects: lead\. Put a Convoso Adaptor/);
  });

  it('are named in the panel as they are called, though it shows HTML', async () => {
    const { hints } = await run(new ConvosoConnect(), {
      parameters: { apiUrl: URL_HERE },
      items: [{ lead_id: '7', '<b>lead</b>': { first_name: 'Test' } }],
      answer: answering(200, '{}'),
    });
    expect(hints.map(({ message }) => message).join()).toContain('hold objects: &lt;b&gt;lead&lt;/b&gt;.');
  });

  it('are not sent as an empty request where there is nothing but objects', async () => {
    const options = { parameters: { apiUrl: URL_HERE }, items: [{ lead: {}, call: {} }] };
    expect(await failureOf(new ConvosoConnect(), options)).toMatch(
      /Send: .*nothing but objects \(lead, call\)/,
    );
  });

  it.each([
    [{ decision: { outcome: 'fired' } }, /^Send: .*nothing that is sent \(only decision\)/],
    [{ connect: { status: 200 }, decision: {} }, /^Send: .*\(only connect, decision\)/],
    [{ lead_id: '7', mapped: {} }, /^Send: .*nothing that is sent/],
  ])('are not sent as an empty request where there is nothing of %j to send', async (item, pattern) => {
    const options = { parameters: { apiUrl: URL_HERE }, items: [item], answer: answering(200, '{}') };
    expect(await failureOf(new ConvosoConnect(), options)).toMatch(pattern);
    const parameters = { apiUrl: URL_HERE, requestMethod: 'GET' };
    expect((await run(new ConvosoConnect(), { ...options, parameters })).requests).toHaveLength(1);
  });
});

describe('the fields below', () => {
  const field = (...names: string[]) => ({ field: names.map((name) => ({ name, value: 'x' })) });

  it.each([
    [field('a', ' '), /^Field 2, Name: It is blank[^]*It is " "/],
    [field('a', 'b', 'a'), /^Field 3, Name: A field before has this name[^]*It is "a"/],
    [field('__proto__'), /^Field 1, Name: This name can corrupt[^]*It is "__proto__"/],
  ])('refuse the names of %j, of which a part would be lost', async (fields, pattern) => {
    const parameters = { apiUrl: URL_HERE, send: 'fields', fields };
    expect(await failureOf(new ConvosoConnect(), { parameters, answer: answering(200, '{}') })).toMatch(
      pattern,
    );
  });
});

describe('N11: as a tool of an agent', () => {
  const asTool = { isTool: true, items: [{}], answer: answering(200, '{"id":1}') };

  it('sends the fields that the model has filled in', async () => {
    const fields = { field: [{ name: 'phone', value: '7735550101' }] };
    const { requests } = await run(new ConvosoConnect(), {
      ...asTool,
      parameters: { apiUrl: URL_HERE, postDataType: 'JSON', send: 'fields', fields },
    });
    expect(requests[0]?.body).toBe('{"phone":"7735550101"}');
  });

  it('refuses to post an empty lead and to tell the model that all went well', async () => {
    const options = { ...asTool, parameters: { apiUrl: URL_HERE } };
    expect(await failureOf(new ConvosoConnect(), options)).toMatch(/A tool has no item[^]*Fields Below/);
  });
});

describe('what the other system repeats of the credentials', () => {
  const secretive = {
    parameters: {
      ...NO_WAIT,
      apiUrl: `${URL_HERE}?api_key=UrlSecret44`,
      authentication: 'endpoint',
      responseKey: 'data',
    },
    credentials: {
      convosoConnectEndpointApi: {
        apiAuthentication: 'key=QuerySecret1',
        authorizationHeader: 'Authorization: Bearer BearerSecret3',
      },
    },
  };

  it('reaches no later node, and everything else is given on as it is', async () => {
    const data = { echo: 'key=QuerySecret1', seen: ['Bearer BearerSecret3', 'UrlSecret44'], id: 7, ok: true };
    const { outputs } = await run(new ConvosoConnect(), {
      ...secretive,
      answer: answering(200, JSON.stringify({ data })),
    });
    const { connect } = outputs[0]?.[0]?.json as { connect: { result: IDataObject } };
    expect(JSON.stringify(connect)).not.toMatch(/Secret\d/);
    expect(connect.result).toMatchObject({ id: 7, ok: true });
    expect(Object.getPrototypeOf(connect.result)).toBe(Object.prototype);
  });

  it('is left out of where a redirect leads', async () => {
    const answer = answering(302, '', { location: 'https://crm.example.test/in?token=zzz77&page=2' });
    const failure = await failureOf(new ConvosoConnect(), { parameters: { apiUrl: URL_HERE }, answer });
    expect(failure).toMatch(/a redirect to https:\/\/crm\.example\.test\/in\?token=\[masked\]&(amp;)?page=2/);
    expect(failure).not.toContain('zzz77');
  });

  it('stands in no failure', async () => {
    const answer = answering(400, '{"error":"unknown key BearerSecret3, UrlSecret44"}');
    expect(await failureOf(new ConvosoConnect(), { ...secretive, answer })).not.toMatch(/Secret\d/);
  });
});

describe('the credential of an endpoint', () => {
  const authenticate = async (credentials: Record<string, string>, request: IHttpRequestOptions) =>
    await new ConvosoConnectEndpointApi().authenticate(credentials, request);

  it('adds its query and its headers, which come before those of the request', async () => {
    const signed = await authenticate(
      {
        apiAuthentication: 'token=t',
        authorizationHeader: 'Authorization: Bearer b|content-type: text/x|Host: evil',
      },
      { url: `${URL_HERE}?a=1`, headers: { 'Content-Type': 'application/json', 'idempotency-key': 'k' } },
    );
    expect(signed.url).toBe(`${URL_HERE}?a=1&token=t`);
    expect(signed.headers).toEqual({
      'idempotency-key': 'k',
      Authorization: 'Bearer b',
      'content-type': 'text/x',
    });
  });
});
