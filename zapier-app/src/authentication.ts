import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { convosoOf } from './convoso.js';
import { inWords } from './errors.js';
import type { Inputs } from './inputs.js';

const TOKEN_HELP =
  'In Convoso: API → Authorization Token. Enable for it the endpoints that your Zaps use, and Campaigns: Search, by ' +
  "which this connection is tested. See [Convoso's help](https://help.convoso.com).";

const ENDPOINT_HELP =
  'Only for the action Connect: Send to Endpoint, as on the [Convoso Connect](https://help.convoso.com) endpoint ' +
  'screen; a connection of its own for each system keeps their credentials apart.';

/** Convoso shows an account's name nowhere in its API, so people give it one; without it the campaigns tell. */
const testConnection = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { rows } = await convosoOf(z, bundle).campaigns.search();
  const [first, ...others] = rows.map(({ name }) => name ?? '').filter((name) => name !== '');
  return { account: bundle.authData['accountName'] || campaignsInWords(first, others.length) };
});

function campaignsInWords(first: string | undefined, others: number): string {
  if (first === undefined) return 'account without campaigns';
  return others === 0 ? `campaign ${first}` : `campaign ${first} and ${String(others)} more`;
}

export const authentication: Authentication = {
  type: 'custom',
  test: testConnection,
  connectionLabel: 'Convoso: {{account}}',
  fields: [
    {
      key: 'authToken',
      label: 'Authorization Token',
      type: 'password',
      required: true,
      helpText: TOKEN_HELP,
    },
    {
      key: 'accountName',
      label: 'Account Name',
      type: 'string',
      required: false,
      helpText: 'What you call this Convoso account; it is how the connection is shown in Zapier.',
    },
    {
      key: 'timeZone',
      label: 'Account Time Zone',
      type: 'string',
      required: false,
      default: 'America/Los_Angeles',
      helpText: 'The IANA name of the zone in which Convoso shows dates to this account.',
    },
    {
      key: 'apiAuthentication',
      label: 'Endpoint: API Authentication',
      type: 'password',
      required: false,
      helpText: `${ENDPOINT_HELP} Appended to the API URL, such as \`key=YOUR_KEY\`.`,
    },
    {
      key: 'authorizationHeader',
      label: 'Endpoint: Authorization Header',
      type: 'password',
      required: false,
      helpText: `${ENDPOINT_HELP} Headers with \`|\` between them, such as \`Authorization: Bearer YOUR_TOKEN\`.`,
    },
    {
      key: 'convosoAddress',
      label: 'Convoso API Address',
      type: 'string',
      required: false,
      helpText: 'Leave empty for `https://api.convoso.com/v1`.',
    },
  ],
};
