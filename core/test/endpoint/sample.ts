import { endpointSchema, type ResolvedEndpoint } from '../../src/config/index.js';

/** An endpoint as the configuration hands it over once its secrets are resolved. */
export function endpointOf(
  parts: Partial<Omit<ResolvedEndpoint, 'apiAuthentication' | 'authorizationHeader'>> = {},
  secrets: Pick<ResolvedEndpoint, 'apiAuthentication' | 'authorizationHeader'> = {},
): ResolvedEndpoint {
  const written = { id: 'crm', apiUrl: 'https://crm.example.test/calls', requestMethod: 'POST', ...parts };
  const { apiAuthentication: _a, authorizationHeader: _h, ...parsed } = endpointSchema.parse(written);
  return { ...parsed, name: 'CRM', direction: 'outbound', ...secrets };
}
