import { describe, expect, it } from '@jest/globals';
import type { Payload } from '@convoso-connect/receiver/parts';
import { SqliteError } from '../../src/store/driver.js';
import type { LiveConfig, LiveHook } from '../../src/config/live-config.js';
import { RecentDeliveries } from '../../src/intake/recent-deliveries.js';
import { readDelivery } from '../../src/intake/reading.js';

const HOOK = { hook: { id: 'main', repeatSeconds: 10, fields: {} } } as unknown as LiveHook;
const CONFIG = { hooks: new Map([['main', HOOK]]) } as unknown as LiveConfig;
const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };
const BODY = Buffer.from('call_log_id=7&lead_id=1&status=NI');
const NOW = 100_000;

describe('what was stored before a start', () => {
  it('is known once the store can be read, though it could not at the first call', async () => {
    const faults = [new SqliteError('disk I/O error', 'SQLITE_IOERR_READ')];
    const headers = JSON.stringify(HEADERS);
    const stored = { id: '01J1', hookId: 'main', receivedAt: NOW - 1_000, query: '', headers, body: BODY };
    const recent = new RecentDeliveries(() => {
      const fault = faults.shift();
      return fault === undefined ? Promise.resolve([stored]) : Promise.reject(fault);
    });
    const reading = readDelivery({ query: '', headers: HEADERS, body: BODY }) as Payload;
    const arriving = { delivery: { query: '', body: BODY }, reading, live: HOOK };
    const own = { ids: ['01J2'], at: NOW, stored: Promise.resolve() };

    await recent.ready(CONFIG, NOW);
    await recent.ready(CONFIG, NOW);

    expect(recent.claim(arriving, own)?.ids).toEqual(['01J1']);
  });
});
