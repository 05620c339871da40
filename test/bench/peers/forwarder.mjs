// A plain express and undici forwarder: form in, six fields mapped, POST out, answer. Nothing is durable.
import express from 'express';
import { Agent, request } from 'undici';
import { ready } from './ready.mjs';

const [, , sinkUrl] = process.argv;
const agent = new Agent({ connections: 64 });
const app = express();
app.post('/hooks/main', express.urlencoded({ extended: false }), async (req, res) => {
  const { call_log_id, lead_id, phone_number, status, length_in_sec, agent_email } = req.body;
  const mapped = {
    voip_call_id: call_log_id,
    voip_customer_id: lead_id,
    phone: phone_number,
    disposition: status,
    seconds: length_in_sec,
    email: agent_email,
  };
  const answer = await request(sinkUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(mapped),
    dispatcher: agent,
  });
  await answer.body.dump();
  res.json({ success: true });
});
const server = app.listen(0, '127.0.0.1', () => ready(server.address().port));
