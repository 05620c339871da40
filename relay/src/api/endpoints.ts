import { RELAY_API } from '@convoso-connect/core/relay-contract';
import { testEndpoint, type TestParts } from '../deliver/test-endpoint.js';
import { partKey } from '../switches/switch-board.js';
import { readLead } from './query.js';
import type { Serve } from './serve.js';

/** Testing an endpoint with a lead's last known data. */
export function serveEndpointTests(serve: Serve, parts: () => TestParts): void {
  serve(RELAY_API.endpoints.test, async ({ params: { id }, query: { lead }, change }) => {
    const tested = await testEndpoint(parts(), {
      endpointId: id,
      lead: lead === undefined ? null : readLead(lead),
    });
    const { actionId, delivered } = tested;
    change.note({ part: partKey({ kind: 'endpoint', id }), after: { test: actionId, delivered } });
    return tested;
  });
}
