import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { badDay, type Day } from './day.js';
import { openPage, signedIn } from './browser.js';
import { runRelay } from '../../support/relay.js';
import { config } from '../../support/config.js';

const WIDTHS = [360, 1_280] as const;
const SCHEMES = ['light', 'dark'] as const;

const AXE = createRequire(__filename).resolve('axe-core/axe.min.js');

/** Every screen that there is; those of one thing, with one that has something to tell. */
const placesOf = ({ sale }: Day) => [
  '',
  '/calls',
  '/calls?q=0167',
  `/calls/${sale}`,
  '/failures',
  '/failures?endpoint=crm&cause=access-denied',
  '/pending',
  '/turned-away',
  '/logs',
  '/logs/1',
  '/leads',
  '/leads/lead%3A112',
  '/nowhere',
];

/** Once everything that a screen asks for is there. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('progress') === null);
}

/** What is wider than the screen, and what axe-core objects to. */
async function faultsOf(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const broken = await page.evaluate(() =>
    [...document.querySelectorAll('td.number > div')]
      .filter((cell) => cell.clientHeight > 1.9 * Number.parseFloat(getComputedStyle(cell).lineHeight))
      .map((cell) => cell.textContent),
  );
  const { violations } = await page.evaluate(async () => {
    interface Axe {
      run(
        context: Document,
        options: unknown,
      ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    return axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
  });
  return [
    ...(over > 0 ? [`${String(over)} pixels wider than the screen`] : []),
    ...broken.map((number) => `the number ${number} is broken into lines`),
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ];
}

/** Commands that a screen shows: who works here may have no terminal. */
async function commandsOn(page: Page): Promise<string[]> {
  const text = (await page.locator('main').textContent()) ?? '';
  return text.includes('npm run ')
    ? [`a command for a terminal: ${text.slice(text.indexOf('npm run ')).slice(0, 80)}`]
    : [];
}

test('no screen scrolls to the side, shuts anybody out or asks for a terminal, narrow or wide, light or dark', async () => {
  const day = await badDay();
  const faults: Record<string, string[]> = {};
  for (const [index, width] of WIDTHS.entries()) {
    // The policy of the pages takes no script from elsewhere, which is shown by other tests.
    const { page, complaints } = await signedIn(day.relay, '', {
      viewport: { width, height: 800 },
      colorScheme: SCHEMES[index] ?? 'light',
      bypassCSP: true,
    });
    await page.addInitScript({ path: AXE });
    for (const place of placesOf(day)) {
      await page.goto(`${day.relay.url}/console${place}`);
      await settled(page);
      const found = [...(await faultsOf(page)), ...(await commandsOn(page))];
      if (found.length > 0) faults[`${place || '/'} at ${String(width)}`] = found;
    }
    expect(complaints).toEqual([]);
  }
  expect(faults).toEqual({});
});

describe('who is not signed in', () => {
  test('sees how to sign in, and is let in by a key', async () => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const { page, complaints } = await openPage({ bypassCSP: true, viewport: { width: 360, height: 700 } });
    await page.addInitScript({ path: AXE });
    await page.goto(`${relay.url}/console/pending`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Key').fill('not-a-key-of-this-relay');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Key').fill(relay.authorization.authorization.replace('Bearer ', ''));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Pending', level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('an empty relay says on every screen what to do', async () => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const { page } = await signedIn(relay);
    const told: Record<string, string> = {
      '': 'Nothing is sent anywhere yet',
      '/calls': 'No call has come in yet',
      '/failures': 'Nothing is undelivered',
      '/pending': 'Nothing waits',
      '/turned-away': 'Nothing was turned away',
      '/logs': 'Nothing was sent yet',
      '/logs?outcome=failed': 'No attempt like that',
      '/leads/lead%3A1': 'Nothing is known of this lead',
    };
    for (const [place, text] of Object.entries(told)) {
      await page.goto(`${relay.url}/console${place}`);
      await page.getByText(text).waitFor();
    }
  });

  test('a link that leads to nothing says where to look, in the words of the screens', async () => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const { page } = await signedIn(relay, '', { viewport: { width: 360, height: 700 } });
    await page.getByText('Times in PST').waitFor();
    const told = {
      '/calls/01ABCDEFGHJKMNPQRSTVWXYZ00': /Search for it under Calls/,
      '/logs/99': /Look for it under Logs/,
      '/turned-away/01ABCDEFGHJKMNPQRSTVWXYZ00': /Look under Turned away/,
    };
    for (const [place, text] of Object.entries(told)) {
      await page.goto(`${relay.url}/console${place}`);
      await page.getByRole('alert').getByText(text).waitFor();
      expect(await page.getByRole('alert').textContent()).not.toContain('/api/');
    }
  });

  test('endpoints that nothing calls are told on Today as that, and not as none', async () => {
    const crm = { id: 'crm', apiUrl: 'https://crm.example.test', requestMethod: 'GET' };
    const relay = await runRelay({ config: config({ endpoints: [crm], workflows: [] }) });
    const { page, complaints } = await signedIn(relay);
    await page.getByText('No endpoint is called yet').waitFor();
    await page.getByText(/Name one in an action of a workflow/).waitFor();
    expect(complaints).toEqual([]);
  });
});

/** In bytes, compressed as the relay sends it. */
const MOST_AT_FIRST = 120_000;

test('the first load is small, and none of it comes from elsewhere', async () => {
  const relay = await runRelay({ config: config({ endpoints: [] }) });
  const { page } = await openPage();
  await page.goto(`${relay.url}/console`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const loaded = await page.evaluate(() =>
    ['navigation', 'resource']
      .flatMap((type) => performance.getEntriesByType(type) as PerformanceResourceTiming[])
      .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })),
  );
  const bytes = loaded.reduce((sum, each) => sum + each.bytes, 0);
  process.stdout.write(`The first load of the console: ${bytes} bytes in ${loaded.length} requests\n`);
  expect(loaded.filter(({ name }) => !name.startsWith(relay.url))).toEqual([]);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MOST_AT_FIRST);
});
