import * as z from 'zod/mini';
import { route } from './route.js';

/** The API itself. */
export const api = {
  document: route({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'Gives this API as an OpenAPI 3.1 document.',
    scope: 'read',
    answer: z.record(z.string(), z.unknown()),
  }),
};
