import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { callOf } from '../../support/calls.js';
import { config, endpoint } from '../../support/config.js';
import { destination } from '../../support/destination.js';
import { runRelay } from '../../support/relay.js';
import { badDay } from './day.js';
import { signedIn } from './browser.js';
import { Person } from './person.js';

/** What people who run call centres have to do, by what stands on the screen alone. */
describe('by visible labels alone', () => {
  test('somebody finds out why a sale did not reach the CRM', async () => {
    const { relay } = await badDay();
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    await person.press('link', 'Calls');
    await person.type('Find', '(773) 555-0112');
    await person.press('button', 'Search');
    await person.press('link', /^2026-11-20/);
    await person.reads('Sale to CRM');
    await person.reads('Not delivered');
    await person.reads(/The token is not valid any more/);
    person.report('Why did this sale not reach the CRM');
    expect(complaints).toEqual([]);
  });

  test('somebody sends an outage again, after a look at what would be sent', async () => {
    const { relay, crm, mend } = await badDay();
    const { page, complaints } = await signedIn(relay);
    mend();
    const before = crm.requests.length;
    const person = new Person(page);
    await person.press('link', 'Failures');
    await person.press('button', /^Send 12 again/);
    await person.reads('12 actions would go out again now.');
    expect(crm.requests).toHaveLength(before);
    await person.press('button', 'Send 12 actions again');
    await person.reads('12 actions go out again now.');
    await person.press('button', 'Close');
    person.report('Replay an outage');
    await crm.received(before + 12);
    expect(complaints).toEqual([]);
  });

  test('somebody sends again what the CRM answered 200 to, and did not take', async () => {
    const crm = await destination(() => ({ status: 200, body: '{"success":false}' }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    await relay.settled(await relay.post(callOf(1)));
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    await person.press('link', 'Failures');
    await person.reads('Delivered, and answered as if it had failed');
    await person.press('button', 'Choose all on this page');
    await person.press('button', /^Send 1 chosen again/);
    await person.press('button', 'Send 1 action again');
    await crm.received(2);
    expect(new Set(crm.requests.map(({ key }) => key)).size).toBe(1);
    person.report('Send a doubtful answer again');
    expect(complaints).toEqual([]);
  });

  test('somebody finds a call by the last four digits', async () => {
    const { relay, followedUp } = await badDay();
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    await person.press('link', 'Calls');
    await person.type('Find', '0167');
    await person.press('button', 'Search');
    await person.reads('7735550167');
    await person.press('link', /^2026-11-20/);
    await person.reads(followedUp);
    person.report('Find a call by the last four digits');
    expect(complaints).toEqual([]);
  });

  test('somebody pauses an endpoint for maintenance, and lets it go on', async () => {
    const { relay } = await badDay();
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    const state = async () =>
      (JSON.parse((await relay.api('endpoints/crm')).text) as { state: string }).state;
    await person.press('button', 'Pause Sales CRM');
    await person.reads('Paused');
    expect(await state()).toBe('paused');
    await person.press('button', 'Resume Sales CRM');
    await page.getByRole('button', { name: 'Pause Sales CRM' }).waitFor();
    expect(await state()).toBe('active');
    person.report('Pause an endpoint for maintenance and go on');
    expect(complaints).toEqual([]);
  });

  test('somebody flushes a follow-up, after a second look at it', async () => {
    const { relay, followedUp } = await badDay();
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    await person.press('link', 'Pending');
    await person.press('button', /^Flush .* of Test Lead/);
    await person.reads('End it without sending?');
    expect((await relay.explain(followedUp)).actions[0]?.state).toBe('waiting');
    await person.press('button', 'Flush it');
    await person.reads(/^Nothing (?:of that )?waits/);
    person.report('Flush a follow-up');
    expect((await relay.explain(followedUp)).actions[0]?.state).toBe('flushed');
    expect(complaints).toEqual([]);
  });

  test('somebody exports last week', async () => {
    const { relay } = await badDay();
    relay.advance(7 * 24 * 60 * 60_000);
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    await person.press('link', 'Logs');
    await person.press('button', 'Last week');
    await page.getByRole('table', { name: 'Connect logs' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      person.press('link', 'Download CSV'),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    person.report('Export last week');
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    expect(lines).toHaveLength(13);
    expect(complaints).toEqual([]);
  });

  test('somebody acknowledges an alarm', async () => {
    const { relay } = await badDay();
    const { page, complaints } = await signedIn(relay);
    const person = new Person(page);
    await person.press('button', 'Acknowledge');
    await person.reads('Acknowledged');
    person.report('Acknowledge an alarm');
    expect((await relay.api('alarms?state=acknowledged')).text).toContain('access-denied');
    expect(complaints).toEqual([]);
  });
});
