import { randomBytes } from 'node:crypto';
import { SCHEMA_FILE } from './schema-file.js';

/** Where the sample keeps the secret of its hook, beside the configuration. */
export const SAMPLE_SECRET_FILE = 'hook-secret';

/** What it is called where relays share a store, which keeps the sample and its secret: no relay then has to be given a file of another one. */
export const SAMPLE_SECRET_NAME = 'sample-hook';

/** How that secret begins, by which it is known as one that may be printed. */
export const SAMPLE_SECRET_PREFIX = 'sample-';

/** The sample as it stands in a file. */
export function textOfSample(...of: Parameters<typeof sampleConfig>): string {
  return `${JSON.stringify(sampleConfig(...of), null, 2)}\n`;
}

/** A new secret for the hook of a sample. */
export function newSampleSecret(): string {
  return `${SAMPLE_SECRET_PREFIX}${randomBytes(18).toString('base64url')}`;
}

/**
 * The configuration that a first start writes: the documents' Balto pattern (seed 003, "The Reusable Integration
 * Pattern"), delivering to this relay's own inspector so that nothing outside is needed.
 */
function sampleConfig(port: number, hookSecret: `file:${string}` | `store:${string}`): unknown {
  const inspector = `http://127.0.0.1:${port}/inspect`;
  const integration = (endpointId: string) => [
    { id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId }] },
  ];
  return {
    $schema: `./${SCHEMA_FILE}`,
    version: 1,
    account: { id: 'main', timeZone: 'America/Los_Angeles' },
    adaptors: [
      {
        id: 'start-stop',
        name: 'Start and Stop',
        fields: [
          { section: 'callLog', field: 'call_log_id', mappedTo: 'voip_call_id' },
          { section: 'callLog', field: 'lead_id', mappedTo: 'voip_customer_id' },
          { section: 'callLog', field: 'campaign_id', mappedTo: 'voip_campaign_id' },
          { section: 'callLog', field: 'campaign_name', mappedTo: 'voip_campaign_name' },
          { section: 'extra', field: 'agent_email', mappedTo: 'email' },
        ],
      },
      {
        id: 'disposition',
        name: 'Disposition',
        fields: [
          { section: 'callLog', field: 'call_log_id', mappedTo: 'voip_call_id' },
          { section: 'callLog', field: 'status', mappedTo: 'disposition' },
        ],
      },
    ],
    endpoints: [
      {
        id: 'start',
        name: 'Start',
        apiUrl: `${inspector}/start`,
        requestMethod: 'GET',
        adaptorId: 'start-stop',
        giveUpAfterSeconds: 60,
        expect: { result: 'truthy' },
      },
      {
        id: 'stop',
        name: 'Stop',
        apiUrl: `${inspector}/stop`,
        requestMethod: 'GET',
        adaptorId: 'start-stop',
        expect: { result: 'truthy' },
      },
      {
        id: 'disposition',
        name: 'Disposition',
        apiUrl: `${inspector}/disposition`,
        requestMethod: 'POST',
        postDataType: 'JSON',
        adaptorId: 'disposition',
        responseKey: 'success',
        expect: { result: 'truthy' },
      },
    ],
    workflows: [
      {
        id: 'start',
        name: 'Start',
        events: [{ type: 'LEAD_STATUS', to: ['INCALL'] }],
        actionSets: integration('start'),
      },
      { id: 'stop', name: 'Stop', events: [{ type: 'TERM_REASON' }], actionSets: integration('stop') },
      {
        id: 'disposition',
        name: 'Disposition',
        events: [{ type: 'DISPOSITION' }],
        actionSets: integration('disposition'),
      },
    ],
    hooks: [{ id: 'main', secret: { secretRef: hookSecret } }],
    settings: { inspector: true, egress: { allow: [`127.0.0.1:${port}`] } },
  };
}
