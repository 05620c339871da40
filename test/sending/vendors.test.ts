import { attempt, type Diagnosis, type Send } from '@convoso-connect/core';
import { parseConfig, type ResolvedEndpoint } from '@convoso-connect/core/config';
import { describe, expect, it } from '@jest/globals';
import { ZOHO_TOKEN, zoho } from '../stand-ins/zoho.js';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import { only, type AttemptReport } from '../support/reports.js';
import { ADAPTORS, VENDOR_CASES, type VendorCase } from './vendors.js';

/** One delivery to a vendor: how it ended, why, and what a person is advised. */
async function deliver({ endpoint: open, adaptor, fields = {} }: VendorCase) {
  const settings = { adaptorId: adaptor, responseKey: '', ...(await open()) };
  const hooks = [{ id: 'main', fields: { task_status: 'custom.task_status' } }];
  const relay = await runRelay({
    config: config({ adaptors: ADAPTORS, endpoints: [endpoint('crm', { url: '' }, settings)], hooks }),
  });
  const id = await relay.post({ ...callOf(1), ...fields });
  const { actions } = await relay.explainWhen(id, (report) => {
    expect(only(report.actions).attempts).toHaveLength(1);
  });
  const { state, reason: standing, attempts } = only(actions);
  const { outcome, reason, diagnosis } = only(attempts) as AttemptReport & { diagnosis: Diagnosis | null };
  const doubt = state === 'done' ? standing : null;
  return { outcome, reason, doubt, remedy: remedyIn(diagnosis) };
}

function remedyIn(diagnosis: Diagnosis | null): string | null {
  if (diagnosis === null) return null;
  const suspects = diagnosis.checks.filter(({ verdict }) => verdict === 'suspect');
  const telling = suspects.length > 0 ? suspects : diagnosis.checks.filter(({ remedy }) => remedy !== null);
  return telling.map(({ remedy }) => remedy).join(' ');
}

describe('what a vendor did is what is said', () => {
  it.each(VENDOR_CASES.map((each) => [each.what, each] as const))('%s', async (_, each) => {
    const told = await deliver(each);

    expect(told.outcome).toBe(each.outcome);
    expect(told.doubt).toBeNull();
    expect(told.reason ?? '').toMatch(each.reason ?? /^$/);
    expect(told.remedy ?? '').toMatch(each.remedy ?? /^$/);
  });
});

/** As a program sends what no adaptor makes: the body is its own, the rules are those of every endpoint. */
async function upsert(records: readonly object[], token = ZOHO_TOKEN) {
  const crm = await zoho();
  const document = config({
    endpoints: [
      endpoint('crm', crm, {
        apiUrl: `${crm.url}/crm/v8/Leads/upsert`,
        authorizationHeader: `Authorization: Zoho-oauthtoken ${token}`,
        responseKey: 'data.0.code',
        expect: { result: { equals: ['SUCCESS'] } },
      }),
    ],
  });
  const parsed = parseConfig(document);
  const [to] = parsed.ok ? parsed.config.endpoints : [];
  if (to === undefined) throw new Error('the endpoint is not valid');
  const send: Send = async ({ method, url, headers, body }) => {
    const answer = await fetch(url, {
      method,
      headers: headers.map(({ name, value }) => [name, value] as [string, string]),
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    return { kind: 'answered', status: answer.status, headers: {}, body: text, truncated: false };
  };
  const parts = { caller: 'relay', mapping: null } as const;
  const judged = await attempt(to as ResolvedEndpoint, JSON.stringify({ data: records }), 'key', send, parts);
  return { leads: crm.leads.length, verdict: judged.verdict.verdict, reason: judged.reason };
}

describe('Zoho CRM, sent its records as it wants them', () => {
  it('has the lead when "delivered" is said', async () => {
    expect(await upsert([{ Last_Name: 'Lead', Email: 'lead@example.test' }])).toEqual({
      leads: 1,
      verdict: 'delivered',
      reason: null,
    });
  });

  it.each([
    ['a field that is required', {}, 'required field not found'],
    ['an e-mail that is one', { Last_Name: 'Lead', Email: 'none' }, 'invalid data'],
  ])('refuses a record without %s, in its own words', async (_, record, words) => {
    const told = await upsert([record]);

    expect(told).toMatchObject({ leads: 0, verdict: 'refused' });
    expect(told.reason).toContain(words);
  });
});
