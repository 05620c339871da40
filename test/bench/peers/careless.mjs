// Answers every call and forgets some, posts others twice: what a benchmark of durability must notice. It is measured
// only when asked for by name.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { ready } from './ready.mjs';

const [, , sinkUrl] = process.argv;
const FORGETS_EACH = 10;
const DOUBLES_EACH = 15;

const server = createServer(async (req, res) => {
  const form = new URLSearchParams(await text(req));
  const call = form.get('call_log_id');
  const number = Number(call.slice(1));
  const forgotten = number > 0 && number % FORGETS_EACH === 0;
  const doubled = number > 0 && number % DOUBLES_EACH === 1;
  const times = forgotten ? 0 : doubled ? 2 : 1;
  const body = JSON.stringify({ voip_call_id: call });
  for (let sent = 0; sent < times; sent += 1) await fetch(sinkUrl, { method: 'POST', body });
  res.end();
});
server.listen(0, '127.0.0.1', () => ready(server.address().port));
