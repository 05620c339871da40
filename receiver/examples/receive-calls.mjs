// Receives Convoso's webhooks in an app of your own: node receiver/examples/receive-calls.mjs
import { catchHook } from '@convoso-connect/receiver';
import express from 'express';

const app = express();
app.all(
  '/convoso',
  catchHook({
    secret: process.env.HOOK_SECRET ?? 'choose-one',
    allowFrom: ['66.85.240.0/21', '127.0.0.1'],
    onEvent: ({ disposition }, { call_log_id, phone_number }) => {
      console.log(`call ${call_log_id} to ${phone_number}: ${disposition?.name ?? 'no disposition'}`);
    },
  }),
);

const server = app.listen(Number(process.env.PORT ?? 4781), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/convoso`);
});
