/**
 * A client of Convoso's REST API over an injected fetch; apart from the engine, which does not need it.
 *
 * @module
 */
export { createConvosoApi, type ConvosoApi } from './api.js';
export { convosoCatalogue, type CatalogueEndpoint, type CatalogueParameter } from './catalogue.js';
export type { ArgumentsOf, Endpoint, RowOf } from './endpoint.js';
export { CONVOSO_ENDPOINTS } from './endpoints.js';
export { ConvosoApiError, type CallOutcome, type ConvosoErrorCode } from './errors.js';
export type { ConvosoAnswer, ConvosoApiOptions, ConvosoFetch, ConvosoRequest } from './options.js';
export type { Parameter, ParameterType } from './parameter.js';
export { inFormWords } from './form-words.js';
export { hasRight } from './probe.js';
export { accountStatuses } from './resources/statuses.js';
export type { Answer, Page, ResultOf } from './result.js';
export type { Finding } from './rule.js';
