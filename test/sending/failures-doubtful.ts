import { HTML, LOGIN, status, type Failure } from './failure.js';

const NOTICE =
  '<br />\n<b>Warning</b>: Undefined index: phone in <b>/var/www/lead.php</b> on line 12<br />\n{"success":true,"id":7}';

/** Answered with 2xx, and no success all the same. */
export const DOUBTFUL: readonly Failure[] = [
  {
    what: 'a login page',
    serve: status(200, LOGIN, HTML),
    verdict: 'doubtful',
    says: /the answer is a web page/,
    suspects: ['url', 'responseDataType'],
  },
  {
    what: 'success: false',
    serve: status(200, '{"success":false,"message":"Duplicate phone"}'),
    verdict: 'doubtful',
    says: /looks like no success.*Duplicate phone/,
    suspects: ['adaptor'],
  },
  {
    what: 'success: false beside the value that the Response Key finds',
    serve: status(200, '{"success":false,"id":7}'),
    responseKey: 'id',
    verdict: 'doubtful',
    says: /looks like no success/,
    suspects: [],
  },
  {
    what: 'another Response Key',
    serve: status(200, '{"status":"ok","id":7}'),
    responseKey: 'success',
    verdict: 'doubtful',
    says: /no value at Response Key "success"; it holds status, id/,
    suspects: ['responseDataType'],
  },
  {
    what: 'a status of HTTP in the body of a 200',
    serve: status(200, '{"statusCode":500,"message":"Internal error"}'),
    verdict: 'doubtful',
    says: /the answer says "statusCode": 500.*Internal error/,
    suspects: ['adaptor'],
  },
  {
    what: 'the Response Key in another place',
    serve: status(200, '{"data":{"Success":true}}'),
    responseKey: 'success',
    verdict: 'doubtful',
    says: /it holds data, and this name stands at "data\.Success"/,
    suspects: ['responseDataType'],
  },
  {
    what: 'an empty answer',
    serve: status(200),
    verdict: 'doubtful',
    says: /the answer is empty/,
    suspects: ['responseDataType'],
  },
  {
    what: '204',
    serve: status(204),
    verdict: 'doubtful',
    says: /the answer is empty.*(?:expect\.empty|Expected Result)/s,
    suspects: ['responseDataType'],
  },
  {
    what: 'a notice of PHP before the JSON',
    serve: status(200, NOTICE, HTML),
    verdict: 'doubtful',
    says: /a notice stands before the JSON/,
    suspects: ['responseDataType'],
  },
  {
    what: 'XML in place of JSON',
    serve: status(200, '<?xml version="1.0"?><id>7</id>', { 'content-type': 'text/xml' }),
    verdict: 'doubtful',
    says: /the answer is XML.*Set Response Data Type to XML/s,
    suspects: ['responseDataType'],
  },
  {
    what: 'JSON that is cut off',
    serve: status(200, '{"success":true,"id"'),
    verdict: 'doubtful',
    says: /begins like JSON but is not valid JSON/,
    suspects: ['responseDataType'],
  },
  {
    what: 'the JSON value null',
    serve: status(200, 'null'),
    verdict: 'doubtful',
    says: /the answer is the JSON value null/,
    suspects: ['responseDataType'],
  },
  {
    what: 'an answer of more than a megabyte',
    serve: status(200, JSON.stringify({ success: true, text: 'x'.repeat(1_100_000) })),
    verdict: 'doubtful',
    says: /the answer is longer than is read/,
    suspects: ['responseDataType'],
  },
];
