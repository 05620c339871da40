import { connect, type Socket } from 'node:net';
import { createLog } from '@convoso-connect/relay';
import { expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { runRelay } from '../support/relay.js';

const SENDERS = 100;
const SENT = 1_000_000;
const MOST = 64 * 1_048_576;

it('C7: bodies that are sent and never end are given up above 64 MiB together, and a genuine call is answered', async () => {
  const lines: string[] = [];
  const log = createLog({ readable: false, level: 'info', to: { write: (line) => void lines.push(line) } });
  const relay = await runRelay({ log, config: config({ endpoints: [] }) });
  const answers: string[] = [];
  const sockets: Socket[] = [];
  closeAfterTest(() => {
    for (const socket of sockets) socket.destroy();
  });
  const head = `POST /hooks/main HTTP/1.1\r\nhost: x\r\ncontent-length: ${SENT + 1}\r\n\r\n`;
  for (let count = 0; count < SENDERS; count += 1) {
    const socket = connect(relay.running.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', (data) => answers.push(data.toString('latin1')));
    socket.write(head);
    socket.write(Buffer.alloc(SENT, 'x'));
  }

  const fewest = Math.ceil((SENDERS * SENT - MOST) / SENT);
  await eventually(() => expect(answers.length).toBeGreaterThanOrEqual(fewest));
  await relay.post(callOf(1));

  expect(answers.length).toBeLessThan(SENDERS / 2);
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer.toLowerCase()).toContain('\r\nretry-after: 5\r\n');
  }
  expect(lines.filter((line) => line.includes('bytes were being sent at once'))).toHaveLength(1);
});
