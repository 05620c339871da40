import { endpointSchema, type ResolvedEndpoint } from '../../src/config/index.js';

type Credentials = 'secrets' | 'apiAuthentication' | 'authorizationHeader';

/** An endpoint as the configuration hands it over once its secrets are resolved. */
export function endpointOf(
  parts: Partial<Omit<ResolvedEndpoint, Credentials>> = {},
  secrets: Partial<Pick<ResolvedEndpoint, Credentials>> = {},
): ResolvedEndpoint {
  const written = { id: 'crm', apiUrl: 'https://crm.example.test/calls', requestMethod: 'POST', ...parts };
  const {
    secrets: _s,
    apiAuthentication: _a,
    authorizationHeader: _h,
    ...parsed
  } = endpointSchema.parse(written);
  return { ...parsed, name: 'CRM', direction: 'outbound', ...secrets };
}
