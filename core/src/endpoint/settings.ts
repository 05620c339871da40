/**
 * What can be chosen on Convoso's endpoint screen (seed 004, "Configuration Fields"), as the configuration document
 * writes it: for its schema, and for forms that must not load the schema.
 */
export const REQUEST_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** RAW is a URL-encoded form. */
export const POST_DATA_TYPES = ['RAW', 'JSON'] as const;

/** How the answer of an endpoint is read (domain-facts E.3). */
export const RESPONSE_DATA_TYPES = ['JSON', 'XML', 'TEXT'] as const;

/** Whose own shape of requests an endpoint speaks (domain-facts E.4); `none` sends the fields as they are mapped. */
export const API_INTEGRATORS = ['none', 'hubspot-v1', 'hubspot-v3', 'blue-ink-digital'] as const;
