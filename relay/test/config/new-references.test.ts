import { restoreConfig } from '@convoso-connect/core/config';
import { describe, expect, it } from '@jest/globals';
import { refuseNewReferences } from '../../src/config/new-references.js';

/** Accepted by an earlier version: programs read its host differently, which is refused since. */
const ODD = 'http://2130706433/calls';

const documentWith = (endpoint: object): string =>
  JSON.stringify({
    version: 1,
    account: { id: 'main', timeZone: 'UTC' },
    endpoints: [{ id: 'crm', name: 'CRM', apiUrl: ODD, requestMethod: 'GET', ...endpoint }],
  });

describe('a reference to a file of the relay’s machine', () => {
  it('is new also beside what an earlier version accepted and a document may not have any more', () => {
    const running = restoreConfig(documentWith({}));
    const offered = (endpoint: object) => ({ text: documentWith(endpoint), accepted: running });
    const authorizationHeader = { secretRef: 'file:api-key' };

    expect(() => refuseNewReferences(running, offered({ authorizationHeader }))).toThrow(
      expect.objectContaining({ code: 'ADMIN_KEY_NEEDED' }),
    );
    expect(() => refuseNewReferences(running, offered({}))).not.toThrow();
  });
});
