import { connect } from 'node:net';
import { form, type Fields } from './calls.js';
import type { TestRelay } from './relay.js';

/**
 * Delivers forms to the hook `main` over one connection, all of them written before the first is answered: they arrive
 * in this order and in the same moment. Gives the ids of the answers.
 */
export async function postTogether(relay: TestRelay, deliveries: readonly Fields[]): Promise<string[]> {
  const { hostname, port } = new URL(relay.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const requests = deliveries.map((fields, index) => {
    const body = form(fields);
    return [
      'POST /hooks/main HTTP/1.1',
      `Host: ${hostname}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Connection: ${index === deliveries.length - 1 ? 'close' : 'keep-alive'}`,
      '',
      body,
    ].join('\r\n');
  });
  socket.write(requests.join(''));
  let answers = '';
  for await (const chunk of socket) answers += String(chunk);
  return Array.from(answers.matchAll(/"id":"([0-9A-Z]{26})"/g), ([, id = '']) => id);
}
