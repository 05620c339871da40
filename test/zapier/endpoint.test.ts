import { describe, expect, it } from '@jest/globals';
import { DIAGNOSIS_CHECKS } from '@convoso-connect/core';
import { TOKEN as HUBSPOT_TOKEN, hubspot } from '../stand-ins/hubspot.js';
import { destination, type Reply } from '../support/destination.js';
import { freePort } from '../support/free-port.js';
import { failureOf, zap } from './zap.js';

const STEP = {
  allowHttp: true,
  requestMethod: 'POST',
  postDataType: 'JSON',
  rows: [
    { field: 'callLog.call_log_id', mappedTo: 'voip_call_id' },
    { field: 'extra.agent_email', mappedTo: 'email' },
  ],
  call_log_id: '14683239',
  extra_agent_email: 'agent@example.test',
  dispositionTable: 'built-in',
};

const CREDENTIALS = {
  apiAuthentication: 'key=QuerySecret1',
  authorizationHeader: 'X-Partner: HeaderSecret2|Authorization: Bearer BearerSecret3',
};

function answering(body: string, more: Partial<Reply> = {}) {
  return destination(() => ({ status: 200, body, ...more }));
}

describe('Connect: Send to Endpoint', () => {
  it('posts the mapped fields with the credentials of the connection, and reads the answer by its key', async () => {
    const zapier = await zap();
    const crm = await answering('{"data":{"id":"C-7"}}');
    const sent = await zapier.create(
      'send_to_endpoint',
      { ...STEP, apiUrl: `${crm.url}/calls?src=convoso`, responseKey: 'data.id' },
      { authData: CREDENTIALS },
    );
    const [request] = await crm.received(1);
    expect(sent).toMatchObject({ status: 200, result: 'C-7' });
    expect(request).toMatchObject({ method: 'POST', url: '/calls?src=convoso&key=QuerySecret1' });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      voip_call_id: '14683239',
      email: 'agent@example.test',
    });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-partner': 'HeaderSecret2',
      authorization: 'Bearer BearerSecret3',
      'idempotency-key': sent['id'],
    });
  });

  it('sends a form, and with GET puts the fields into the URL', async () => {
    const zapier = await zap();
    const crm = await answering('{"ok":true}');
    await zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url, postDataType: 'RAW' });
    await zapier.create('send_to_endpoint', { ...STEP, apiUrl: `${crm.url}/?a=b`, requestMethod: 'GET' });
    const [posted, got] = await crm.received(2);
    expect(posted?.body).toBe('voip_call_id=14683239&email=agent%40example.test');
    expect(got?.url).toBe('/?a=b&voip_call_id=14683239&email=agent%40example.test');
  });

  it.each([
    ['XML', '<r><id>7</id></r>', 'id', '7'],
    ['TEXT', 'status=ok,id=7', 'id', 'status=ok,id=7'],
    ['JSON', '{"tags":"a;b"}', 'tags', ['a', 'b']],
  ])('reads answers in %s', async (responseDataType, body, responseKey, result) => {
    const zapier = await zap();
    const crm = await answering(body);
    const delimiter = responseDataType === 'JSON' ? ';' : '';
    const step = { ...STEP, apiUrl: crm.url, responseDataType, responseKey, delimiter };
    expect(await zapier.create('send_to_endpoint', step)).toMatchObject({ result });
  });

  it('gives on nothing of what the other system repeats of the credentials, and leaves everything else as it is', async () => {
    const zapier = await zap();
    const data = {
      echo: 'key=QuerySecret1',
      seen: ['Bearer BearerSecret3'],
      url: 'UrlSecret44',
      id: 7,
      ok: true,
    };
    const crm = await answering(JSON.stringify({ data }));
    const sent = await zapier.create(
      'send_to_endpoint',
      { ...STEP, apiUrl: `${crm.url}/calls?api_key=UrlSecret44`, responseKey: 'data' },
      { authData: CREDENTIALS },
    );
    expect(JSON.stringify(sent)).not.toMatch(/Secret\d/);
    expect(sent['result']).toMatchObject({ id: 7, ok: true });
  });

  it('names no secret of the API URL in a failure', async () => {
    const zapier = await zap();
    const crm = await answering('<html>no UrlSecret44</html>', { headers: { 'content-type': 'text/html' } });
    const step = { ...STEP, apiUrl: `${crm.url}/calls?api_key=UrlSecret44`, responseKey: 'data' };
    const failure = await failureOf(zapier.create('send_to_endpoint', step));
    expect(failure.message).not.toContain('UrlSecret44');
  });

  it('updates the contact that HubSpot says is there', async () => {
    const zapier = await zap();
    const standIn = await hubspot();
    const step = {
      ...STEP,
      apiUrl: `${standIn.url}/crm/v3/objects/contacts`,
      apiIntegrator: 'hubspot-v3',
      responseKey: 'id',
      rows: [
        { field: 'lead.email', mappedTo: 'email' },
        { field: 'lead.first_name', mappedTo: 'firstname' },
      ],
      lead_email: 'lead@example.test',
      lead_first_name: 'Test',
    };
    const authData = { authorizationHeader: `Authorization: Bearer ${HUBSPOT_TOKEN}` };
    const created = await zapier.create('send_to_endpoint', step, { authData });
    const updated = await zapier.create('send_to_endpoint', step, { authData });
    expect(updated['result']).toBe(created['result']);
    expect(updated['earlier']).toEqual([expect.stringContaining('it exists in HubSpot')]);
  });

  it('fails on a result of null with the five checks, and none of the secrets', async () => {
    const zapier = await zap();
    const crm = await destination(() => ({
      status: 401,
      headers: { 'content-type': 'text/html' },
      body: '<html>no HeaderSecret2</html>',
    }));
    const failure = await failureOf(
      zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url }, { authData: CREDENTIALS }),
    );
    expect(failure).toMatchObject({ kind: 'AppError', code: 'NOT_DELIVERED' });
    for (const check of Object.values(DIAGNOSIS_CHECKS)) expect(failure.message).toContain(check);
    expect(failure.message).toContain('✗ Authentication credentials: the answer was 401');
    expect(failure.message).not.toMatch(/Secret\d/);
  });

  it('refuses an address with a secret part, which only the relay can fill in', async () => {
    const zapier = await zap();
    const crm = await destination(() => ({ status: 200, body: '{}' }));
    const withPart = { ...STEP, apiUrl: `${crm.url}/{secret:key}` };
    const failure = await failureOf(zapier.create('send_to_endpoint', withPart));
    expect(failure.code).toBe('SECRET_PART_NOT_HERE');
    expect(failure.message).toContain('Put what is secret into the connection');
    expect(crm.requests).toEqual([]);
  });

  it('names its own addresses where a firewall may have turned it away', async () => {
    const zapier = await zap();
    const crm = await destination(() => ({ status: 403, body: '' }));
    const failure = await failureOf(zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url }));
    expect(failure.message).toContain('Zapier calls from changing addresses');
  });

  it('says which host or port is wrong', async () => {
    const zapier = await zap();
    const refused = { ...STEP, apiUrl: `http://127.0.0.1:${String(await freePort())}/` };
    expect((await failureOf(zapier.create('send_to_endpoint', refused))).message).toContain(
      '✗ Endpoint URL: no connection could be made',
    );
    const nowhere = { ...STEP, apiUrl: 'https://no-such-host.invalid/' };
    expect((await failureOf(zapier.create('send_to_endpoint', nowhere))).message).toMatch(
      /✗ Endpoint URL: the host name could not be resolved/,
    );
    const plain = await answering('{}');
    const tls = { ...STEP, apiUrl: plain.url.replace('http:', 'https:') };
    expect((await failureOf(zapier.create('send_to_endpoint', tls))).message).toContain(
      'TLS handshake failed',
    );
  });

  it('fails on a refusal that can be read, in the words of the other system', async () => {
    const zapier = await zap();
    const crm = await destination(() => ({ status: 422, body: '{"error":"no such owner"}' }));
    const failure = await failureOf(zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'NOT_DELIVERED' });
    expect(failure.message).toMatch(/422.*no such owner/);
  });

  it('is repeated by Zapier where the other system asks to wait', async () => {
    const zapier = await zap();
    const crm = await destination(() => ({ status: 429, headers: { 'retry-after': '9' }, body: '{}' }));
    const failure = await failureOf(zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url }));
    expect(failure).toMatchObject({ kind: 'ThrottledError', delay: 9 });
  });

  it('follows no redirect', async () => {
    const zapier = await zap();
    const other = await answering('{"ok":true}');
    const crm = await destination(() => ({
      status: 302,
      headers: { location: other.url },
      body: '{"moved":1}',
    }));
    const failure = await failureOf(zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url }));
    expect(failure.message).toContain('a redirect');
    expect(other.requests).toEqual([]);
  });

  it('reads no more than a megabyte of an answer', async () => {
    const zapier = await zap();
    const crm = await answering(JSON.stringify({ text: 'x'.repeat(1_100_000) }));
    const failure = await failureOf(zapier.create('send_to_endpoint', { ...STEP, apiUrl: crm.url }));
    expect(failure.message).toContain('the answer is longer than is read');
  });

  it('sends over http only where that was said, and then warns', async () => {
    const zapier = await zap();
    const crm = await answering('{"ok":true}');
    const step = { ...STEP, apiUrl: crm.url };
    const failure = await failureOf(zapier.create('send_to_endpoint', { ...step, allowHttp: false }));
    expect(failure).toMatchObject({ code: 'HTTP_NOT_ALLOWED' });
    expect(crm.requests).toEqual([]);
    // The other name of this machine counts as another machine, to which http is warned about.
    const elsewhere = { ...step, apiUrl: crm.url.replace('127.0.0.1', '0.0.0.0') };
    const { warnings } = await zapier.create('send_to_endpoint', elsewhere);
    expect(warnings).toEqual(expect.arrayContaining([expect.stringContaining('PLAIN_HTTP')]));
  });

  it('sends a replay of the same event under the same key, and another event under another', async () => {
    const zapier = await zap();
    const crm = await answering('{"ok":true}');
    const step = { ...STEP, apiUrl: crm.url };
    for (const eventId of ['01K7', '01K7', '01K8']) {
      await zapier.create('send_to_endpoint', { ...step, eventId });
    }
    const [one, again, other] = (await crm.received(3)).map(({ key }) => key);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('Z38: sends a replay under the same key by the call alone, and what nothing names under one of its own', async () => {
    const zapier = await zap();
    const crm = await answering('{"ok":true}');
    const step = { ...STEP, apiUrl: crm.url };
    for (const call_log_id of ['14683239', '14683239', '', '']) {
      await zapier.create('send_to_endpoint', { ...step, call_log_id });
    }
    const [one, again, ...without] = (await crm.received(4)).map(({ key }) => key);
    expect(again).toBe(one);
    expect(new Set([one, ...without]).size).toBe(3);
  });

  it.each<[string, Partial<Reply>, Readonly<Record<string, unknown>>, unknown]>([
    ['204', { status: 204, body: '' }, { expectedResult: 'any' }, null],
    ['an empty 200', { body: '' }, { expectedResult: 'Any Answer, Also an Empty One' }, null],
    ['a status that was named', { status: 409, body: '{"id":"C-7"}' }, { expectedStatus: '2xx, 409' }, 'C-7'],
    [
      'a redirect',
      { status: 303, headers: { location: '/done' }, body: '{"id":"C-7"}' },
      { redirectIsSuccess: 'yes' },
      'C-7',
    ],
  ])(
    'Z6: counts %s as delivered where that was said, and only there',
    async (_what, reply, expectation, result) => {
      const zapier = await zap();
      const crm = await answering('', reply);
      const step = { ...STEP, apiUrl: crm.url, responseKey: 'id' };
      expect(await failureOf(zapier.create('send_to_endpoint', step))).toMatchObject({ kind: 'AppError' });
      expect(await zapier.create('send_to_endpoint', { ...step, ...expectation })).toMatchObject({ result });
    },
  );

  it('Z6: counts one of several values as delivered', async () => {
    const zapier = await zap();
    const crm = await answering('{"id":"queued"}');
    const expectedValues = ['accepted', 'queued'];
    const step = { ...STEP, apiUrl: crm.url, responseKey: 'id', expectedValues };
    expect(await zapier.create('send_to_endpoint', step)).toMatchObject({ result: 'queued' });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['{"ok":false}', 'ok', { expectedResult: 'truthy' }],
    ['{"id":"rejected"}', 'id', { expectedValues: 'accepted, queued' }],
    ['{"other":1}', 'id', { expectedResult: 'present' }],
    ['', 'id', { expectedResult: 'truthy' }],
  ])('Z6: fails on %s in words where something else was expected', async (body, responseKey, expectation) => {
    const zapier = await zap();
    const crm = await answering(body);
    const step = { ...STEP, apiUrl: crm.url, responseKey, ...expectation };
    const failure = await failureOf(zapier.create('send_to_endpoint', step));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'REFUSED' });
  });

  it('needs an adaptor for POST, as on the screen of Convoso', async () => {
    const zapier = await zap();
    const step = { ...STEP, apiUrl: 'https://crm.example.test/', rows: [] };
    const failure = await failureOf(zapier.create('send_to_endpoint', step));
    expect(failure).toMatchObject({ code: 'CONFIGURATION_INVALID' });
    expect(failure.message).toMatch(/adaptor/i);
  });
});
