/* global document -- what is handed to the page runs there */
// What a person waits for a page of the console's logs with a million rows behind it, in a real browser: from the press to the
// last row that can be read. Where there is no Chromium it is skipped.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createLog, startRelay } from '@convoso-connect/relay';
import { chromium } from 'playwright-core';
import { findChromium } from '../e2e/console/chromium.mjs';
import { fillLogs } from './log-rows.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const FIRST = 'the first page of 50';
const ROUNDS = Number(process.env.ROUNDS ?? 5);

const executablePath = findChromium();
if (executablePath === null) console.log('Skipped: there is no Chromium on this machine');
else await measure(executablePath);

async function measure(executablePath) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'console-bench-'));
  const configFile = path.join(folder, 'bench.json');
  const endpoints = ['crm', 'dialer', 'rare'].map((id) => ({
    id,
    apiUrl: `https://${id}.example.test`,
    requestMethod: 'GET',
    // Without it what is read and used by no workflow is taken for inbound, and Today lists only what is called.
    direction: 'outbound',
  }));
  const settings = { retention: { days: 90, rows: 10 * ROWS } };
  writeFileSync(configFile, JSON.stringify({ version: 1, endpoints, settings }));
  const log = createLog({ readable: false, level: 'error' });
  const start = () => startRelay({ dataFolder: folder, configFile, port: 0, log });
  await (await start()).stop();
  fillLogs(path.join(folder, 'connect.sqlite'), ROWS);
  const relay = await start();
  // Chromium refuses its sandbox to root, who runs this in a container.
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    page.setDefaultTimeout(120_000);
    await page.goto(await relay.signInLink());
    await report(page, `http://127.0.0.1:${relay.port}/console`);
  } finally {
    await browser.close();
    await relay.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(page, site) {
  const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const shown = async (count) => {
    await page.waitForFunction((rows) => document.querySelectorAll('tbody tr').length >= rows, count);
  };
  const pages = {
    [FIRST]: async () => {
      await page.goto(`${site}/logs`);
      await shown(20);
    },
    'the next page': async () => {
      const [first] = await page.locator('tbody tr td').first().allTextContents();
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.waitForFunction(
        (before) => document.querySelector('tbody tr td')?.textContent !== before,
        first,
      );
    },
    'a page of 1,000': async () => {
      await page.goto(`${site}/logs?limit=1000`);
      await shown(Math.min(1_000, ROWS));
    },
    'one day': async () => {
      await page.goto(`${site}/logs?from=${day(1)}&to=${day(0)}`);
      await shown(20);
    },
    'a phone number': async () => {
      await page.goto(`${site}/logs?phone=7730000100`);
      await shown(1);
    },
    'one endpoint': async () => {
      await page.goto(`${site}/logs?endpoint=crm`);
      await shown(20);
    },
    'the day (Today)': async () => {
      await page.goto(site);
      await page.getByRole('table', { name: 'Endpoints' }).waitFor();
    },
  };
  let first = Number.NaN;
  console.log(`${ROWS.toLocaleString('en-US')} log entries, ${ROUNDS} rounds; median and slowest, in ms`);
  for (const [name, open] of Object.entries(pages)) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const begun = performance.now();
      await open();
      times.push(performance.now() - begun);
    }
    times.sort((one, other) => one - other);
    const [median, slowest] = [times[Math.floor(times.length / 2)], times.at(-1)];
    if (name === FIRST) first = median;
    console.log(`${name.padEnd(22)} ${median.toFixed(0).padStart(6)} ${slowest.toFixed(0).padStart(6)}`);
  }
  // With the page itself, which a browser loads anew here and has at hand otherwise.
  console.log(`${FIRST}: ${first.toFixed(0)} ms, expected: under 1000`);
}
