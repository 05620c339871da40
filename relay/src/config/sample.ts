import { SCHEMA_FILE } from './schema-file.js';

/** Where the sample keeps the secret of its hook, beside the configuration. */
export const SAMPLE_SECRET_FILE = 'hook-secret';

/** How that secret begins, by which it is known as one that may be printed. */
export const SAMPLE_SECRET_PREFIX = 'sample-';

/**
 * The configuration that a first start writes: the documents' Balto pattern (seed 003, "The Reusable Integration
 * Pattern"), delivering to this relay's own inspector so that nothing outside is needed.
 */
export function sampleConfig(port: number): unknown {
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
    hooks: [{ id: 'main', secret: { secretRef: `file:${SAMPLE_SECRET_FILE}` } }],
    settings: { inspector: true, egress: { allow: [`127.0.0.1:${port}`] } },
  };
}
