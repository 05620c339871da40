import { HTML, LOGIN, status, type Failure } from './failure.js';

/** Judged by what the endpoint says of success. */
export const JUDGED: readonly Failure[] = [
  {
    what: 'success: false where a yes is expected',
    serve: status(200, '{"success":false,"message":"Duplicate phone"}'),
    expected: 'truthy',
    verdict: 'refused',
    says: /answered 200, and the answer says "success": false.*did not take it.*Duplicate phone/,
    suspects: ['adaptor'],
  },
  {
    what: 'a good status for bad credentials, where a yes is expected',
    serve: status(200, '{"success":false,"message":"Invalid API key"}'),
    expected: 'truthy',
    verdict: 'refused',
    says: /answered 200.*Invalid API key.*a key or token that the API takes/s,
    suspects: ['credentials'],
  },
  {
    what: 'a login page where a yes is expected',
    serve: status(200, LOGIN, HTML),
    expected: 'truthy',
    verdict: 'refused',
    says: /answered 200, and the answer is a web page/,
    suspects: ['url', 'responseDataType'],
  },
  {
    what: 'an empty answer where a value is expected',
    serve: status(200),
    expected: 'present',
    verdict: 'refused',
    says: /the answer is empty/,
    suspects: ['responseDataType'],
  },
  {
    what: '422 where a value is expected',
    serve: status(422, '{"message":"Phone is not valid"}'),
    expected: 'present',
    verdict: 'refused',
    says: /answered 422: the destination did not take it \(it says: Phone is not valid\)/,
    suspects: ['adaptor'],
  },
  {
    what: '401 where a value is expected',
    serve: status(401),
    expected: 'present',
    verdict: 'failed',
    says: /answered 401/,
    suspects: ['credentials'],
  },
  {
    what: '503 where a value is expected',
    serve: status(503),
    expected: 'present',
    verdict: 'repeated',
    says: /answered 503/,
    suspects: [],
  },
];
