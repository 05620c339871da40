import { afterAll } from '@jest/globals';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { closeAfterTest } from '../../support/closing.js';
import { PATIENCE_MS } from '../../support/in-time.js';
import type { TestRelay } from '../../support/relay.js';

let browser: Promise<Browser> | null = null;

afterAll(async () => {
  await (await browser)?.close();
});

/** One browser for all tests of a file; each test has a profile of its own. */
function launched(): Promise<Browser> {
  const executablePath = process.env['CONSOLE_E2E_CHROMIUM'];
  if (executablePath === undefined) throw new Error('Run this with: npm run e2e:console');
  // Chromium refuses its sandbox to root, who runs this in a container.
  browser ??= chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  return browser;
}

/** A page of a browser that nobody has signed in, and what it complained about. */
export async function openPage(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context: BrowserContext = await (await launched()).newContext(options);
  closeAfterTest(() => context.close());
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That nobody is signed in yet is an answer, and the browser notes it as an error.
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  return { page, complaints };
}

/** The same, signed in by a link as the relay prints it, at a place below `/console`. */
export async function signedIn(
  relay: TestRelay,
  place = '',
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(options);
  await opened.page.goto(await relay.running.signInLink());
  await opened.page.goto(`${relay.url}/console${place}`);
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}
