import { expect, test } from '@jest/globals';
import { callOf } from '../../support/calls.js';
import { badDay } from './day.js';
import { signedIn } from './browser.js';

const SCRIPT = '<img src=x onerror="globalThis.taken=1"><script>globalThis.taken=1</script>';
/** Turns what stands behind it around where nothing keeps it in. */
const BIDI = '\u202Eevil\u2066';
const LONG = `${'W'.repeat(10_000)}end`;

test('whatever a stranger sends is shown as text, on every screen', async () => {
  const hostile = { crm: `${SCRIPT}${BIDI}CRM`, firstName: `${SCRIPT}${BIDI}`, lastName: LONG };
  const { relay, crm, sale } = await badDay(hostile);
  crm.behave(() => ({ status: 400, body: JSON.stringify({ message: `${SCRIPT}${BIDI}` }) }));
  const extra = { agent_comment: SCRIPT, [SCRIPT]: SCRIPT, status: SCRIPT };
  const other = await relay.post({ ...callOf(300, 300), ...extra, lead_id: SCRIPT, phone_number: SCRIPT });
  await relay.settled(other);
  await relay.hook(encodeURIComponent(SCRIPT), { body: SCRIPT, headers: { 'user-agent': 'x"><b>' } });

  const { page, complaints } = await signedIn(relay, '', { viewport: { width: 360, height: 700 } });
  const places = [
    '',
    '/calls',
    `/calls?q=${encodeURIComponent(SCRIPT)}`,
    `/calls/${sale}`,
    `/calls/${other}`,
    `/calls/${encodeURIComponent(SCRIPT)}`,
    '/failures',
    '/failures?endpoint=crm&cause=access-denied',
    '/pending',
    '/turned-away',
    '/logs',
    '/logs/1',
    `/leads/${encodeURIComponent(`lead:${SCRIPT}`)}`,
    `/${encodeURIComponent(SCRIPT)}`,
  ];
  for (const place of places) {
    await page.goto(`${relay.url}/console${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('progress') === null);
    for (const closed of await page.locator('summary').all()) await closed.click();
    await page.waitForFunction(() => document.querySelector('progress') === null);
    const seen = await page.evaluate(() => ({
      taken: 'taken' in globalThis,
      made: document.querySelectorAll('#console img, #console script, #console b').length,
      over: document.documentElement.scrollWidth - innerWidth > 0,
      turned: document.body.innerText.includes('\u202E'),
      longest: Math.max(...document.body.innerText.split('\n').map((line) => line.length)),
    }));
    expect({ place, ...seen, longest: seen.longest < 5_000 }).toEqual({
      ...{ place, taken: false, made: 0, over: false, turned: false, longest: true },
    });
  }
  // The policy of the page never had to step in.
  expect(complaints.filter((each) => /policy|trusted/i.test(each))).toEqual([]);
});

test('a long name is cut, and shown whole when asked for', async () => {
  const { relay, sale } = await badDay({ lastName: LONG });
  const { page } = await signedIn(relay, `/calls/${sale}`);
  await page
    .getByRole('button', { name: /^Show all 10\d\d\d characters/ })
    .first()
    .click();
  await page.getByText(/Wend$/).waitFor();
});
