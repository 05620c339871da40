import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { E2E_CACHE } from '../node-from-npm.mjs';
import { ensureComponent } from './toolchain.mjs';

/** Where the pictures of an n8n are put; the README has some of them. */
const picturesOf = ({ component }) => join(E2E_CACHE, `${component}-pictures`);

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What a page has to do within, however busy the machine is. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Opens n8n's editor as its owner in a headless browser, and ends the browser when the scenarios are done. Where there
 * is none the scenarios are skipped, and it is said why.
 *
 * @param {(editor: Editor) => Promise<void>} scenarios
 */
export async function inBrowser({ client, n8n }, scenarios) {
  const executablePath = process.env.CHROMIUM ?? CHROMIUMS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    console.log('Skipped: there is no Chromium here to look at the panels with (apt-get install chromium).');
    return;
  }
  const driver = join(ensureComponent('browser'), 'node_modules/playwright-core/index.mjs');
  const { chromium, selectors } = await import(pathToFileURL(driver).href);
  // n8n's ids.
  selectors.setTestIdAttribute('data-test-id');
  const pictures = picturesOf(n8n);
  mkdirSync(pictures, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await signedIn(browser, { client, n8n });
    await scenarios(new Editor(page, { url: n8n.url, pictures }));
  } finally {
    await browser.close();
  }
}

async function signedIn(browser, { client, n8n }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
  const cookies = client.cookie.split('; ').map((cookie) => cookie.split('='));
  await context.addCookies(
    cookies.map(([name, ...value]) => ({ name, value: value.join('='), url: n8n.url })),
  );
  // A session belongs to the browser that it was begun in, which the client has named.
  await context.addInitScript({ content: "localStorage.setItem('n8n-browserId', 'e2e')" });
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  return page;
}

/** n8n's editor, as a person uses it. */
export class Editor {
  /** What went wrong in the page's own code. */
  errors = [];

  constructor(page, { url, pictures }) {
    this.page = page;
    this.url = url;
    this.pictures = pictures;
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  async open(path) {
    await this.page.goto(`${this.url}${path}`);
  }

  /** Keeps what is seen, as n8n shows it to a system in the light and to one in the dark: `name.png`, `name-dark.png`. */
  async picture(name) {
    for (const [colorScheme, file] of [
      ['dark', `${name}-dark.png`],
      ['light', `${name}.png`],
    ]) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.screenshot({ path: join(this.pictures, file), animations: 'disabled' });
    }
  }

  id(testId) {
    return this.page.getByTestId(testId);
  }

  /** Searches the list of nodes, and opens what has this name there. */
  async find(words, name) {
    await this.id('node-creator-search-bar').fill(words);
    const found = this.id('node-creator-item-name').getByText(name, { exact: true }).first();
    await found.waitFor();
    await this.picture(`picker-${words.replaceAll(' ', '-')}`);
    await found.click();
  }

  async choose(parameter, option) {
    await this.id(`parameter-input-${parameter}`).first().click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  async switchOn(parameter) {
    await this.id(`parameter-input-${parameter}`).first().locator('.el-switch').click();
  }

  /** Chooses one of the entries that a list of several holds, once it is loaded, which it cannot be opened before. */
  async pick(parameter, label) {
    const option = this.page.locator('.el-select-dropdown__item', { hasText: label }).first();
    await option.waitFor({ state: 'attached' });
    await this.id(`parameter-input-${parameter}`).first().click();
    await option.click();
    await this.page.keyboard.press('Escape');
    await option.waitFor({ state: 'hidden' });
  }

  /** Chooses the first entry that a search in a list finds. */
  async pickSearched(parameter, words) {
    await this.id(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
    await this.id('rlc-search').fill(words);
    // The list shows what it had before until the search has come back.
    await this.id('rlc-item').filter({ hasText: words }).first().click();
  }

  async fill(parameter, text) {
    await this.id(`parameter-input-${parameter}`).locator('input').first().fill(text);
  }

  /** Takes a picture of the open panel, and closes it. */
  async closePanel(name) {
    await this.id('parameter-item').first().waitFor();
    await this.picture(name);
    await this.id('ndv-close-button').click();
    await this.id('ndv').waitFor({ state: 'detached' });
  }
}
