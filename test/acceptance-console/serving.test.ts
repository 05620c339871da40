import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { send, type Answer } from '../support/http.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { PAGE, SCRIPT, builtConsole, rebuild } from './built.js';

const PUBLIC = 'https://calls.example.test';

function running(
  settings: Readonly<Record<string, unknown>> = {},
  consoleFolder = builtConsole(),
): Promise<TestRelay> {
  return runRelay({ config: config({ endpoints: [], workflows: [], settings }), consoleFolder });
}

const get = (relay: TestRelay, place: string, headers = {}): Promise<Answer> =>
  send(`${relay.url}${place}`, { headers });

describe('the console', () => {
  it('is where the relay leads who only knows its address', async () => {
    const relay = await running();

    const { status, headers } = await get(relay, '/');

    expect({ status, to: headers.location }).toEqual({ status: 303, to: '/console/' });
  });

  it('is one page at every path of its own, so that an address that was sent to somebody opens', async () => {
    const relay = await running();

    for (const place of [
      '/console',
      '/console/',
      '/console/calls/01ARZ3NDEKTSV4RRFFQ69G5FAV',
      '/console/leads/phone:2135550142?x=1',
    ])
      expect({ place, ...(await get(relay, place)) }).toMatchObject({
        place,
        status: 200,
        text: PAGE,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      });
  });

  it('loads nothing from elsewhere, runs nothing that stands in a page, and stands in no frame', async () => {
    const relay = await running();

    for (const place of ['/console/', '/console/assets/main-ABCDEF12.js']) {
      const { headers } = await get(relay, place);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers['x-frame-options']).toBe('DENY');
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('is kept by browsers where a name says what it holds, and nowhere else', async () => {
    const relay = await running();
    const kept = async (place: string) => (await get(relay, place)).headers['cache-control'];

    expect(await kept('/console/assets/main-ABCDEF12.js')).toBe('public, max-age=31536000, immutable');
    for (const place of [
      '/console/assets/plain.css',
      '/console/favicon.svg',
      '/console/assets/gone-ABCDEF12.js',
    ])
      expect({ place, kept: await kept(place) }).toEqual({ place, kept: 'no-store' });
  });

  it('comes compressed as the browser takes it', async () => {
    const relay = await running();
    const folder = '/console/assets/main-ABCDEF12.js';
    const raw = async (accept: string) => {
      const answer = await fetch(`${relay.url}${folder}`, { headers: { 'accept-encoding': accept } });
      return { encoding: answer.headers.get('content-encoding'), isWhole: (await answer.text()) === SCRIPT };
    };

    expect(await raw('gzip, deflate, br')).toEqual({ encoding: 'br', isWhole: true });
    expect(await raw('gzip')).toEqual({ encoding: 'gzip', isWhole: true });
    expect(await raw('identity')).toEqual({ encoding: null, isWhole: true });
    const { headers } = await get(relay, folder, { 'accept-encoding': 'br' });
    expect(Number(headers['content-length'])).toBeLessThan(SCRIPT.length / 2);
    expect(headers.vary).toContain('Accept-Encoding');
  });

  it('gives no other file, however its path is written', async () => {
    const relay = await running();

    for (const place of [
      '/console/assets/main-ABCDEF12.js.map',
      '/console/assets/../../package.json',
      '/console/assets/..%2f..%2fpackage.json',
      '/console/assets/%2e%2e/%2e%2e/package.json',
      '/console/assets/..\\..\\package.json',
      '/console/assets/__proto__',
      '/console/assets/%00',
    ]) {
      const { status, text } = await get(relay, place);
      expect({ place, isFile: text.includes('"version"') || text === '{}' }).toEqual({
        place,
        isFile: false,
      });
      expect({ place, status }).not.toMatchObject({ status: 500 });
    }
  });

  it('shows a build as soon as it is there, and says how to make one where there is none', async () => {
    const folder = builtConsole();
    const relay = await running({}, folder);
    expect((await get(relay, '/console/')).text).toBe(PAGE);

    rebuild(folder, 'another');
    expect((await get(relay, '/console/')).text).toBe('another');

    rmSync(path.join(folder, 'index.html'));
    const { status, text } = await get(relay, '/console/');
    expect(status).toBe(503);
    expect(text).toContain('npm run build:console');
  });

  it('says so from the start where it was never built', async () => {
    const relay = await running({}, tempFolder());

    expect(await get(relay, '/console/calls')).toMatchObject({ status: 503 });
    expect(errorOf(await get(relay, '/console/assets/main-ABCDEF12.js')).code).toBe('NOT_FOUND');
  });

  it('is under the address that the relay listens on alone, unless somebody wants it elsewhere', async () => {
    const status = async (settings: object, host: string): Promise<number[]> => {
      const relay = await running({ publicUrl: PUBLIC, ...settings });
      const under = host === '' ? {} : { host };
      const places = ['/', '/console/', '/console/assets/main-ABCDEF12.js'];
      return Promise.all(places.map(async (place) => (await get(relay, place, under)).status));
    };

    expect(await status({}, '')).toEqual([303, 200, 200]);
    expect(await status({}, 'calls.example.test')).toEqual([404, 404, 404]);
    expect(await status({ console: 'public' }, 'calls.example.test')).toEqual([303, 200, 200]);
    expect(await status({ console: 'public' }, 'rebound.example.test')).toEqual([404, 404, 404]);
    expect(await status({ console: 'off' }, '')).toEqual([404, 404, 404]);
  });

  it('is told under a name that it is not open for, where somebody looks for it there', async () => {
    const relay = await running({ publicUrl: PUBLIC });

    const { text } = await get(relay, '/console/', { host: 'calls.example.test' });

    expect(text).toContain('settings.console');
  });
});
