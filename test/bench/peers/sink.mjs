// The destination: answers at once, and tells on request which calls have reached it.
import { createServer } from 'node:http';

let ids = new Set();
const server = createServer((req, res) => {
  if (req.method === 'GET') {
    res.end(JSON.stringify({ distinct: ids.size }));
    return;
  }
  if (req.method === 'DELETE') {
    ids = new Set();
    res.end();
    return;
  }
  let body = '';
  req.on('data', (chunk) => (body += chunk));
  req.on('end', () => {
    ids.add(JSON.parse(body).voip_call_id);
    res.setHeader('content-type', 'application/json');
    res.end('{"success":true}');
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
