import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import {
  API_INTEGRATORS,
  POST_DATA_TYPES,
  REQUEST_METHODS,
  RESPONSE_DATA_TYPES,
} from '../endpoint/settings.js';
import { apiUrlText } from './api-url.js';
import { expectationSchema } from './expectation.js';
import { decimal, whole } from './number.js';
import { blankableSecretSchema } from './secret.js';
import { filledText, idText } from './text.js';
import { placeholdersAreNamed, urlSecretsSchema } from './url-secrets.js';

export const endpointSchema = z
  .strictObject({
    id: idText,
    name: z.optional(z.string()),
    active: z._default(z.boolean(), true),
    apiUrl: apiUrlText,
    /** What `{secret:name}` in the API URL stands for, by name. */
    secrets: z.optional(urlSecretsSchema),
    apiAuthentication: z.optional(blankableSecretSchema),
    authorizationHeader: z.optional(blankableSecretSchema),
    requestMethod: z.enum(REQUEST_METHODS),
    /** Absent: outbound; GET inbound unless a workflow uses the endpoint (domain-facts J.1). */
    direction: z.optional(z.enum(['outbound', 'inbound'])),
    postDataType: z._default(z.enum(POST_DATA_TYPES), 'RAW'),
    responseDataType: z._default(z.enum(RESPONSE_DATA_TYPES), 'JSON'),
    apiIntegrator: z._default(z.enum(API_INTEGRATORS), 'none'),
    /** Empty: a comma when joining, and answers are not split (domain-facts J.19). */
    delimiter: z._default(z.string(), ''),
    /** Empty: the whole answer is the result. */
    responseKey: z._default(z.string(), ''),
    adaptorId: z.optional(filledText),
    retry: z._default(z.enum(['safe', 'always', 'never']), 'safe'),
    giveUpAfterSeconds: z._default(whole(BOUNDS.giveUpAfterSeconds), 86_400),
    timeoutSeconds: z._default(decimal(BOUNDS.timeoutSeconds), 30),
    orderGroup: z.optional(filledText),
    numbersAsNumbers: z._default(z.boolean(), false),
    /** What the destination bears; absent: what is learnt from its refusals. */
    pace: z.optional(
      z.strictObject({
        maxPerSecond: z.optional(decimal(BOUNDS.pacePerSecond)),
        maxInFlight: z.optional(whole(BOUNDS.paceInFlight)),
      }),
    ),
    /** Absent: any 2xx counts as delivered, and what looks like no success is told. */
    expect: z.optional(expectationSchema),
  })
  .check(placeholdersAreNamed);
