import type { Failure } from './failure.js';
import {
  behaving,
  hostWithoutAddress,
  nobodyListening,
  plainServerCalledSecurely,
  socketsThat,
  wire,
} from './servers.js';

/** No connection came about, or no complete answer. */
export const BROKEN: readonly Failure[] = [
  {
    what: 'a host without an address',
    serve: hostWithoutAddress,
    verdict: 'repeated',
    says: /host name could not be resolved/,
    suspects: ['url'],
  },
  {
    what: 'a port where nobody listens',
    serve: nobodyListening,
    verdict: 'repeated',
    says: /no connection could be made.*ECONNREFUSED/,
    suspects: ['url'],
  },
  {
    what: 'https to a port that speaks http',
    serve: plainServerCalledSecurely,
    verdict: 'repeated',
    says: /port does not speak https, most likely plain http/,
    suspects: ['url'],
  },
  {
    what: 'a peer that hangs up in the TLS handshake',
    serve: socketsThat((socket) => socket.destroy(), 'https'),
    verdict: 'repeated',
    says: /the TLS handshake failed/,
    suspects: ['url'],
  },
  {
    what: 'a connection that is reset',
    serve: socketsThat((socket) => socket.resetAndDestroy()),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed(?:, and retry is "safe"|, and Retry is Safe| \(read ECONNRESET\))/,
    suspects: [],
  },
  {
    what: 'a connection that is closed in place of an answer',
    serve: behaving(() => 'hang up'),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'an answer that is not HTTP',
    serve: socketsThat((socket) => socket.end('SSH-2.0-test\r\n')),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'an answer that breaks off before its length',
    serve: socketsThat((socket) => socket.end(wire('200 OK\r\ncontent-length: 40', '{"success":'))),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'an answer in chunks that is reset between two of them',
    serve: socketsThat((socket) => {
      socket.write(wire('200 OK\r\ntransfer-encoding: chunked', '8\r\n{"succes\r\n'), () =>
        socket.resetAndDestroy(),
      );
    }),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'early hints, and nothing after them',
    serve: socketsThat((socket) => socket.end(wire('103 Early Hints\r\nlink: </a.css>'))),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'no answer in time',
    serve: behaving(() => 'silence'),
    verdict: 'failed',
    says: /no answer within the time-out.*may have been processed/,
    suspects: [],
    silent: true,
  },
  {
    what: 'an answer that stalls',
    serve: socketsThat((socket) => socket.write(wire('200 OK\r\ncontent-length: 40', '{"success":'))),
    verdict: 'failed',
    says: /no answer within the time-out.*may have been processed/,
    suspects: [],
    silent: true,
  },
];
