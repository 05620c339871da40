import { describe, expect, it } from '@jest/globals';
import { convoso, TOKEN } from '../stand-ins/convoso/convoso.js';
import { endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay } from '../support/relay.js';
import { LEAD, documentWith, withLead } from './account.js';

const test = 'endpoints/crm/test';

describe('a test before the first call', () => {
  it('of a lead that is named is made with the lead as Convoso has it', async () => {
    const standIn = await convoso();
    withLead(standIn, { first_name: 'Fetched' });
    const crm = await destination();
    const relay = await runRelay({
      config: documentWith(standIn, [], { endpoints: [endpoint('crm', crm)] }),
      env: { TOKEN },
    });
    const { text } = await relay.api(`${test}?lead=${LEAD}`, { method: 'POST' });
    expect(JSON.parse(text)).toMatchObject({ from: 'convoso', delivered: true });
    expect(JSON.parse(crm.requests[0]?.body ?? '')).toMatchObject({ lead: LEAD, name: 'Fetched' });

    const unknown = await relay.api(`${test}?lead=999`, { method: 'POST' });
    expect(unknown.text).toContain('NOTHING_DELIVERED');
  });

  it('G5: a preview of a lead that was never delivered is made with the lead as Convoso has it, by id or phone number', async () => {
    const standIn = await convoso();
    withLead(standIn, { first_name: 'Fetched' });
    const relay = await runRelay({ config: documentWith(standIn, []), env: { TOKEN } });
    const preview = async (lead: string): Promise<unknown> =>
      JSON.parse((await relay.api(`adaptors/call/preview?lead=${lead}`, { method: 'POST' })).text);
    const fetched = { from: 'convoso', because: 'it has never been delivered', fields: { name: 'Fetched' } };
    expect(await preview(LEAD)).toMatchObject(fetched);
    expect(await preview('phone:7735550167')).toMatchObject(fetched);
    expect(await preview('999')).toMatchObject({ error: { code: 'NOTHING_DELIVERED' } });
    const adaptor = await relay.api(`adaptors/cal/preview?lead=${LEAD}`, { method: 'POST' });
    expect(adaptor.text).toContain('UNKNOWN_ADAPTOR');
  });

  it('of no lead in particular is made with the built-in sample, and so is a preview', async () => {
    const crm = await destination();
    const standIn = await convoso();
    const relay = await runRelay({
      config: documentWith(standIn, [], { endpoints: [endpoint('crm', crm)] }),
      env: { TOKEN },
    });
    const { text } = await relay.api(test, { method: 'POST' });
    expect(JSON.parse(text)).toMatchObject({ from: 'sample', delivered: true });
    expect(JSON.parse(crm.requests[0]?.body ?? '')).toMatchObject({ name: 'Sample' });
    const preview = await relay.api('adaptors/call/preview', { method: 'POST' });
    expect(JSON.parse(preview.text)).toMatchObject({ from: 'sample', fields: { name: 'Sample' } });
  });

  it('a dry run is made with the built-in sample, too, until something was delivered', async () => {
    const standIn = await convoso();
    const document = documentWith(standIn, [{ id: 'a', type: 'STATUS', status: 'X' }]);
    const relay = await runRelay({ config: document, env: { TOKEN } });
    const dryRun = async (): Promise<unknown> => {
      const { text } = await relay.api('simulate', { method: 'POST', body: JSON.stringify(document) });
      return JSON.parse(text);
    };
    expect(await dryRun()).toMatchObject({
      occurrences: 0,
      sample: true,
      workflows: [{ workflowId: 'w', would: { fired: 1, performed: 1 }, did: { fired: 0 } }],
    });
    expect(standIn.requests).toEqual([]);
    await relay.explain(await relay.post({ lead_id: LEAD, first_name: 'Test' }));
    expect(await dryRun()).toMatchObject({ occurrences: 1, sample: false });
  });
});
