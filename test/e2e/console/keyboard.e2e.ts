import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { badDay } from './day.js';
import { signedIn } from './browser.js';

/** More than there is to reach on any screen. */
const MOST_TABS = 200;

/** Goes on with Tab until what has the focus is called that; nothing is clicked. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const focused = document.activeElement;
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : null;
      return (focused?.getAttribute('aria-label') ?? label ?? focused?.textContent ?? '').trim();
    });
    passed.push(found);
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab never came to ${String(name)}, but to ${passed.slice(0, 40).join(', ')}`);
}

test('a call is found, an alarm acknowledged and an endpoint paused by the keyboard alone', async () => {
  const { relay, followedUp } = await badDay();
  const { page, complaints } = await signedIn(relay);
  await tabTo(page, 'Acknowledge');
  await page.keyboard.press('Enter');
  await page.getByText('Acknowledged').waitFor();

  await page.goto(`${relay.url}/console`);
  await page.getByRole('button', { name: 'Pause Sales CRM' }).waitFor();
  await tabTo(page, 'Pause Sales CRM');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Resume Sales CRM' }).waitFor();

  await page.goto(`${relay.url}/console`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tabTo(page, 'Calls');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
  await tabTo(page, 'Find');
  await page.keyboard.type('0167');
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: 'Calls that were found' }).waitFor();
  await tabTo(page, /^2026-11-20/);
  await page.keyboard.press('Enter');
  await page.getByText(followedUp).waitFor();
  expect(complaints).toEqual([]);
});

test('a question before the page keeps the keyboard, and Escape leaves everything as it was', async () => {
  const { relay, followedUp } = await badDay();
  const { page } = await signedIn(relay, '/pending');
  const flush = page.getByRole('button', { name: /^Flush .* of Test Lead/ });
  await flush.waitFor();
  await tabTo(page, /^Flush .* of Test Lead/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'End it without sending?' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await flush.evaluate((button) => button === document.activeElement)).toBe(true);
  expect((await relay.explain(followedUp)).actions[0]?.state).toBe('waiting');
});
