import { describe, expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay } from '../support/relay.js';

describe('a delivery with more names than any account has', () => {
  it('is turned away with its code, kept, and told as one that has to be sent again', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const names = Array.from({ length: 2_100 }, (_, at) => [`own_${String(at)}`, 'x']);
    const body = JSON.stringify({ call_log_id: '1', status: 'SALE', ...Object.fromEntries(names) });

    const refused = await relay.hook('main', { body });

    expect(refused.status).toBe(400);
    expect(errorOf(refused).code).toBe('TOO_MANY_NAMES');
    const { quarantine } = JSON.parse((await relay.api('quarantine')).text) as {
      quarantine: { code: string; whyNotLetIn: string | null; size: number }[];
    };
    expect(quarantine).toMatchObject([
      { code: 'TOO_MANY_NAMES', size: body.length, whyNotLetIn: expect.stringContaining('more names') },
    ]);
  });
});
