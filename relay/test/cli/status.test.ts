import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, jest } from '@jest/globals';
import { printStatus } from '../../src/cli/status.js';

const AT = Date.UTC(2026, 10, 20, 17);

/** What a relay answered before there was a list of the relays in it. */
const BEFORE = {
  ...{ ready: true, notReady: null, timeZone: 'America/Los_Angeles', at: AT, paused: null },
  arriving: { lastCallAt: null, callsToday: 0, turnedAwayToday: 0 },
  deciding: { waitingSince: null, firedToday: 0 },
  ...{ goingOut: [], wrong: [], alarms: [] },
};

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

it('a status by a relay of an earlier version, which tells of no other relays, is shown as ever', async () => {
  const relay = createServer((_request, answer) => answer.end(JSON.stringify(BEFORE)));
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address() as AddressInfo;
  let shown = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown += String(text);
    return true;
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'status-'));
  await printStatus({}, { CONNECT_DATA: folder, PORT: String(port) });
  await new Promise((closed) => relay.close(closed));
  expect(shown).toContain('no call has come in yet');
  expect(shown).not.toContain('Relays ');
});
