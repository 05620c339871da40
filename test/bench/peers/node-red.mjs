// Node-RED as its documentation embeds it: http in → switch → change (JSONata, six fields) → http request → http
// response. Nothing is durable; editor, admin API and telemetry are off, and the request keeps its connections.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ready } from './ready.mjs';

const [, , sinkUrl, home] = process.argv;
const fromHome = createRequire(path.join(home, 'package.json'));
const express = fromHome('express');
const RED = fromHome('node-red');

const MAPPED = `{
  "voip_call_id": payload.call_log_id,
  "voip_customer_id": payload.lead_id,
  "phone": payload.phone_number,
  "disposition": payload.status,
  "seconds": payload.length_in_sec,
  "email": payload.agent_email
}`;

/** A node without a place on the tab would be taken for one of configuration. */
const node = (id, type, next, options) => ({
  id,
  type,
  z: 'tab',
  x: 100,
  y: 100,
  name: id,
  wires: next,
  ...options,
});
const FLOW = [
  { id: 'tab', type: 'tab', label: 'bench' },
  node('in', 'http in', [['is-ni']], { url: '/hooks/main', method: 'post', upload: false }),
  node('is-ni', 'switch', [['map'], ['answer']], {
    property: 'payload.status',
    propertyType: 'msg',
    rules: [{ t: 'eq', v: 'NI', vt: 'str' }, { t: 'else' }],
    checkall: 'false',
    repair: false,
    outputs: 2,
  }),
  node('map', 'change', [['post']], {
    rules: [{ t: 'set', p: 'payload', pt: 'msg', to: MAPPED, tot: 'jsonata' }],
  }),
  node('post', 'http request', [['answer']], {
    method: 'POST',
    ret: 'obj',
    paytoqs: 'ignore',
    url: sinkUrl,
    persist: true,
    senderr: false,
  }),
  node('answer', 'http response', [], { statusCode: '200', headers: {} }),
];

const userDir = mkdtempSync(path.join(os.tmpdir(), 'node-red-'));
writeFileSync(path.join(userDir, 'flows.json'), JSON.stringify(FLOW));

const app = express();
const server = createServer(app);
RED.init(server, {
  userDir,
  flowFile: 'flows.json',
  credentialSecret: false,
  httpAdminRoot: false,
  httpNodeRoot: '/',
  disableEditor: true,
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { projects: { enabled: false }, tours: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false } },
  logging: { console: { level: 'error', metrics: false, audit: false } },
});
app.use('/', RED.httpNode);
RED.runtime.events.once('flows:started', () =>
  server.listen(0, '127.0.0.1', () => ready(server.address().port)),
);
await RED.start();
