import { parseConfig, type ConfigProblem, type ConnectConfig } from '../../src/config/index.js';

/** Every part of the format that this version has, with references in the places of secrets. */
export function sample() {
  return {
    version: 1,
    account: {
      id: 'main',
      timeZone: 'America/Los_Angeles',
      authToken: { secretRef: 'env:CONVOSO_AUTH_TOKEN' },
    },
    statuses: [
      {
        status: 'SALE',
        name: 'Sale',
        final: true,
        reached: true,
        success: true,
        dnc: false,
        callback: false,
        contact: true,
        voicemail: false,
      },
    ],
    adaptors: [
      {
        id: 'disposition',
        name: 'Disposition',
        active: true,
        fields: [
          { section: 'callLog', field: 'call_log_id', mappedTo: 'voip_call_id' },
          {
            section: 'lead',
            field: 'email',
            mappedTo: 'email,contact_email',
            defaultValue: 'none@example.test',
          },
          { section: 'callLog', field: 'call_date', mappedTo: 'called_at' },
        ],
      },
    ],
    endpoints: [
      {
        id: 'crm',
        name: 'CRM',
        active: true,
        apiUrl: 'https://crm.example.test/calls?src=convoso',
        apiAuthentication: { secretRef: 'env:CRM_QUERY' },
        authorizationHeader: { secretRef: 'file:/run/secrets/crm-headers' },
        requestMethod: 'POST',
        postDataType: 'JSON',
        responseDataType: 'JSON',
        apiIntegrator: 'none',
        delimiter: '',
        responseKey: 'success',
        adaptorId: 'disposition',
      },
    ],
    workflows: [
      {
        id: 'on-sale',
        name: 'Sale to CRM',
        active: true,
        relation: { type: 'campaign', ids: ['111'], all: false },
        events: [{ type: 'DISPOSITION', values: ['SALE'] }],
        actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }] }],
      },
    ],
    hooks: [
      {
        id: 'main',
        secret: { secretRef: 'env:HOOK_SECRET' },
        allowFrom: ['66.85.240.0/21'],
        occurrence: 'infer',
      },
    ],
    settings: { egress: { allow: [] } },
  };
}

type Json = Record<string, unknown>;

/** A copy of the sample in which the value at a path such as `endpoints[0].apiUrl` is another; undefined removes. */
export function sampleWith(changes: Readonly<Record<string, unknown>>): unknown {
  const document = sample() as Json;
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    const last = steps.pop() ?? '';
    let owner = document;
    for (const step of steps) owner = (owner[step] ??= {}) as Json;
    if (value === undefined) Reflect.deleteProperty(owner, last);
    else Object.defineProperty(owner, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return document;
}

export function accepted(input: unknown): ConnectConfig {
  const parsed = parseConfig(input);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, code }) => `${path} ${code}`).join('\n'));
  return parsed.config;
}

export function problemsIn(input: unknown): readonly ConfigProblem[] {
  const parsed = parseConfig(input);
  return parsed.ok ? [] : parsed.problems;
}

export function warningsIn(input: unknown): readonly ConfigProblem[] {
  return parseConfig(input).warnings;
}
