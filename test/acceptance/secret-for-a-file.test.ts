import { expect } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { ofEmbedded } from '../support/embedded.js';
import { runRelay } from '../support/relay.js';

ofEmbedded('where no file is read that could be refused').it(
  'a file that was refused for want of a secret is accepted once that is stored',
  async () => {
    const crm = await destination(() => ACCEPTED);
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const apiAuthentication = { secretRef: 'store:CRM' };
    await relay.reload(config({ endpoints: [endpoint('crm', crm, { apiAuthentication })] }));
    expect((await relay.notice('config-refused')).message).toContain('npm run connect -- secret set CRM');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ secret: 'k=planted' });
    await relay.api('secrets/CRM', { method: 'PUT', headers, body });
    await relay.settled(await relay.post(callOf(1, 1)));
    expect(crm.requests[0]?.url).toBe('/crm?k=planted');
  },
);
