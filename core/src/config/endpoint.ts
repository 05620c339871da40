import * as z from 'zod';
import { BOUNDS } from '../bounds.js';
import { apiUrlText } from './api-url.js';
import { expectationSchema } from './expectation.js';
import { decimal, whole } from './number.js';
import { blankableSecretSchema } from './secret.js';
import { filledText, idText } from './text.js';
import { placeholdersAreNamed, urlSecretsSchema } from './url-secrets.js';

export const endpointSchema = z
  .strictObject({
    id: idText,
    name: z.string().optional(),
    active: z.boolean().default(true),
    apiUrl: apiUrlText,
    /** What `{secret:name}` in the API URL stands for, by name. */
    secrets: urlSecretsSchema.optional(),
    apiAuthentication: blankableSecretSchema.optional(),
    authorizationHeader: blankableSecretSchema.optional(),
    requestMethod: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    /** Absent: outbound; GET inbound unless a workflow uses the endpoint (domain-facts J.1). */
    direction: z.enum(['outbound', 'inbound']).optional(),
    /** RAW is a URL-encoded form. */
    postDataType: z.enum(['RAW', 'JSON']).default('RAW'),
    responseDataType: z.enum(['JSON', 'XML', 'TEXT']).default('JSON'),
    apiIntegrator: z.enum(['none', 'hubspot-v1', 'hubspot-v3', 'blue-ink-digital']).default('none'),
    /** Empty: a comma when joining, and answers are not split (domain-facts J.19). */
    delimiter: z.string().default(''),
    /** Empty: the whole answer is the result. */
    responseKey: z.string().default(''),
    adaptorId: filledText.optional(),
    retry: z.enum(['safe', 'always', 'never']).default('safe'),
    giveUpAfterSeconds: whole(BOUNDS.giveUpAfterSeconds).default(86_400),
    timeoutSeconds: decimal(BOUNDS.timeoutSeconds).default(30),
    orderGroup: filledText.optional(),
    numbersAsNumbers: z.boolean().default(false),
    /** Absent: any 2xx counts as delivered, and what looks like no success is told. */
    expect: expectationSchema.optional(),
  })
  .check(placeholdersAreNamed);
