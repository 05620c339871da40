import { Router } from 'express';
import { testEndpoint, type TestParts } from '../deliver/test-endpoint.js';
import { readLead, readQuery } from './query.js';

/** Testing an endpoint with a lead's last known data. */
export function endpointRoutes(parts: () => TestParts): Router {
  const router = Router();
  router.post('/endpoints/:id/test', async (request, response) => {
    const { lead } = readQuery(request, ['lead']);
    const endpointId = request.params.id;
    response.json(
      await testEndpoint(parts(), { endpointId, lead: lead === undefined ? null : readLead(lead) }),
    );
  });
  return router;
}
