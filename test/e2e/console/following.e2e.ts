import { expect, test } from '@jest/globals';
import { DISPOSED } from '../../support/calls.js';
import { badDay } from './day.js';
import { config } from '../../support/config.js';
import { runRelay, tempFolder } from '../../support/relay.js';
import { openPage, signedIn } from './browser.js';

test('Today and the calls follow what comes in, and stand still when told to', async () => {
  const { relay } = await badDay();
  const { page, complaints } = await signedIn(relay);
  const received = page
    .getByRole('list', { name: 'Today in figures' })
    .getByRole('link', { name: /Received/ });
  await received.getByText('13', { exact: true }).waitFor();
  await page.getByText(/Live$/).waitFor();
  await relay.post({ ...DISPOSED, call_log_id: '901' });
  await received.getByText('14', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Hold still' }).click();
  await page.getByText('Stands still').waitFor();
  await page.getByRole('button', { name: 'Follow again' }).click();
  await page.getByText(/Live$/).waitFor();
  expect(complaints).toEqual([]);
});

test('who may look and not change is offered nothing to change', async () => {
  const { relay, sale } = await badDay();
  const body = JSON.stringify({ name: 'watcher', scopes: ['read'] });
  const made = await relay.api('keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { key } = JSON.parse(made.text) as { key: string };
  const { page, complaints } = await openPage();
  await page.goto(`${relay.url}/console`);
  await page.getByLabel('Key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Signed in as watcher, to look and not to change').waitFor();
  const changes = /^(?:Acknowledge|Pause|Resume|Switch|Send|Try|Flush|Let|Process)/;
  for (const place of ['', `/calls/${sale}`, '/failures', '/pending', '/turned-away']) {
    await page.goto(`${relay.url}/console${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('progress') === null);
    expect(await page.getByRole('button', { name: changes }).count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});

test('who signs out is shown the door, and the way back does not lead in', async () => {
  const { relay } = await badDay();
  const { page } = await signedIn(relay, '/logs');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${relay.url}/console/logs`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('who was signed out while a page was open is told so by the next click, and comes back to the same place', async () => {
  const { relay } = await badDay();
  const { page } = await signedIn(relay, '/pending');
  await page.getByRole('button', { name: 'Flush' }).waitFor();
  const { sessions } = JSON.parse((await relay.api('sessions')).text) as { sessions: { id: string }[] };
  for (const { id } of sessions) await relay.api(`sessions/${id}`, { method: 'DELETE' });
  await page.getByRole('button', { name: 'Send now' }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^Send/ });
  if (await confirm.isVisible()) await confirm.click();
  await page.getByText(/You are signed out: the session is over/).waitFor();
  await page.getByLabel('Key').fill(relay.authorization.authorization.replace('Bearer ', ''));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Pending', level: 1 }).waitFor();
  // Nothing was sent by whom the relay did not know.
  await page.getByRole('button', { name: 'Send now' }).waitFor();
});

test('a page that is looked at shows nothing more once the key behind it is revoked', async () => {
  const { relay } = await badDay();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'watcher', scopes: ['read'] });
  const made = JSON.parse((await relay.api('keys', { method: 'POST', headers, body })).text) as {
    readonly id: string;
    readonly key: string;
  };
  const { page } = await openPage();
  await page.goto(`${relay.url}/console`);
  await page.getByLabel('Key').fill(made.key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(/Live$/).waitFor();
  expect((await relay.api(`keys/${made.id}`, { method: 'DELETE' })).status).toBeLessThan(300);
  await page.getByText(/You are signed out: the session is over/).waitFor();
});

test('that the relay is away is told on every screen, and that it is back', async () => {
  const dataFolder = tempFolder();
  const relay = await runRelay({ config: config({ endpoints: [] }), dataFolder });
  const { page } = await signedIn(relay, '/logs');
  await page.getByText('Nothing was sent yet').waitFor();
  await relay.running.stop();
  await page.getByRole('alert').getByText('The relay could not be reached').waitFor();
  await page.getByRole('link', { name: 'Convoso Connect: Today' }).click();
  await page.getByText('Looked at every 10 seconds').waitFor();
  await runRelay({ dataFolder, port: relay.running.port, clock: relay.clock });
  await page.getByText(/Live$/).waitFor();
  await page.getByRole('alert').waitFor({ state: 'detached' });
});
