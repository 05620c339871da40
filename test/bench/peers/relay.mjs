// The relay as it ships, on SQLite with synchronous=FULL, with one condition, six mapped fields and one POST.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLog, startRelay } from '@convoso-connect/relay';
import { ready } from './ready.mjs';

const [, , sinkUrl] = process.argv;
const folder = mkdtempSync(path.join(os.tmpdir(), 'relay-bench-'));
const configFile = path.join(folder, 'bench.json');
const row = (section, field, mappedTo) => ({ section, field, mappedTo });
writeFileSync(
  configFile,
  JSON.stringify({
    version: 1,
    adaptors: [
      {
        id: 'six',
        fields: [
          row('callLog', 'call_log_id', 'voip_call_id'),
          row('lead', 'id', 'voip_customer_id'),
          row('callLog', 'phone_number', 'phone'),
          row('callLog', 'status', 'disposition'),
          row('callLog', 'length_in_sec', 'seconds'),
          row('extra', 'agent_email', 'email'),
        ],
      },
    ],
    endpoints: [
      {
        id: 'sink',
        apiUrl: sinkUrl,
        requestMethod: 'POST',
        postDataType: 'JSON',
        adaptorId: 'six',
        responseKey: 'success',
      },
    ],
    workflows: [
      {
        id: 'all',
        events: [{ type: 'DISPOSITION', values: ['NI'] }],
        actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'sink' }] }],
      },
    ],
    hooks: [{ id: 'main' }],
    settings: { egress: { allow: [new URL(sinkUrl).host] } },
  }),
);
const log = createLog({ readable: false, level: 'error' });
const relay = await startRelay({ dataFolder: path.join(folder, 'data'), configFile, port: 0, log });
ready(relay.port);
