import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
  Icon,
} from 'n8n-workflow';

/** A call that asks and keeps nothing: it proves the address, the key, and that the key may ask. */
const TRIED_OUT = {
  rule: 'credential-test',
  step: 'test',
  limits: {},
  dryRun: true,
  event: {
    id: 'credential-test',
    // Long ago: a clock that is ahead of the relay's must not fail the credential.
    received_at: '2026-01-01T00:00:00.000Z',
    kinds: [],
    lead: { lead_id: 'credential-test' },
  },
};

/** Where a relay of Convoso Connect is, and a key of it. The address may be private: it is the user's own. */
export class ConvosoConnectRelayApi implements ICredentialType {
  name = 'convosoConnectRelayApi';

  displayName = 'Convoso Connect Relay API';

  icon: Icon = {
    light: 'file:../icons/convoso-connect.svg',
    dark: 'file:../icons/convoso-connect.dark.svg',
  };

  documentationUrl = 'https://github.com/convoso-connect/convoso-connect/blob/main/docs/n8n.md#relay';

  properties: INodeProperties[] = [
    {
      displayName: 'Relay URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://relay.example.test',
      description:
        'Where your relay is reached from this n8n, without /api; an address of your own network, too',
    },
    {
      displayName: 'Key',
      name: 'key',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'A key of the relay for this n8n alone, made by: npm run connect -- keys create from-n8n --scopes guard,subscribe',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.key.trim()}}' } },
  };

  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{$credentials.url.trim().replace(/\\/+$/, "")}}',
      url: '/api/guard/admit',
      method: 'POST',
      body: TRIED_OUT,
      disableFollowRedirect: true,
    },
    rules: [
      ...[
        [401, 'The relay does not know this key. Take one that it has made, and copy it whole.'],
        [403, 'This key may not ask the relay. Make one with --scopes guard,subscribe.'],
        [
          404,
          'What answers is no relay, or one older than its guards. Compare the URL, and update the relay.',
        ],
        [429, 'This key asks too often just now. Test it again in a moment.'],
      ].map(([value, message]) => ({
        type: 'responseCode' as const,
        properties: { value: Number(value), message: String(message) },
      })),
    ],
  };
}
