import { ConnectError, parseHeaderList } from '@convoso-connect/core';
import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { accountZone, refuseZoneWithoutPlace } from './account.js';
import { convosoOf } from './convoso.js';
import { inWords } from './errors.js';
import type { Inputs } from './inputs.js';
import { ownFields } from './own-fields.js';
import { RELAY_INPUTS, relayOf } from './relay/connection.js';

const TOKEN_HELP =
  'In Convoso: API → Authorization Token. Enable for it the endpoints that your Zaps use, and Campaigns: Search, by ' +
  "which this connection is tested. See [Convoso's help](https://help.convoso.com).";

const ENDPOINT_HELP =
  'Only for the action Connect: Send to Endpoint, as on the [Convoso Connect](https://help.convoso.com) endpoint ' +
  'screen; a connection of its own for each system keeps their credentials apart.';

/** Convoso shows an account's name nowhere in its API, so people give it one; without it the campaigns tell. */
const testConnection = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  refuseWrongFields(bundle.authData);
  accountZone(bundle);
  refuseZoneWithoutPlace(bundle);
  ownFields(bundle);
  const relay = relayOf(bundle);
  if (relay !== null) await (await import('./relay/test-connection.js')).testRelay(relay, bundle);
  const { rows } = await convosoOf(z, bundle).campaigns.search();
  const [first, ...others] = rows.map(({ name }) => name ?? '').filter((name) => name !== '');
  return { account: bundle.authData['accountName'] || campaignsInWords(first, others.length) };
});

/** What would otherwise fail in live runs alone; and an address to which nobody meant to send the token. */
function refuseWrongFields({ authorizationHeader = '', convosoAddress = '' }: Bundle['authData']): void {
  const [problem] = parseHeaderList(authorizationHeader).problems;
  if (problem !== undefined) {
    throw new ConnectError(
      'HEADER_INVALID',
      `Endpoint: Authorization Header: ${problem.message}`,
      problem.remedy,
    );
  }
  const address = convosoAddress.trim();
  if (address === '' || /^https:\/\/(?:[a-z\d-]+\.)*convoso\.com(?:[:/]|$)/i.test(address)) return;
  if (/^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?(?:\/|$)/i.test(address)) return;
  throw new ConnectError(
    'ADDRESS_NOT_CONVOSOS',
    "Convoso API Address is none of Convoso's, and every step would send the token there.",
    'Leave it empty, or write an https address of convoso.com.',
  );
}

function campaignsInWords(first: string | undefined, others: number): string {
  if (first === undefined) return 'account without campaigns';
  return others === 0 ? `campaign ${first}` : `campaign ${first} and ${String(others)} more`;
}

export const authentication: Authentication = {
  type: 'custom',
  test: testConnection,
  connectionLabel: '{{account}}',
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
      helpText:
        'The IANA name of the zone in which Convoso shows dates to this account: a place, and no abbreviation such as EST.',
    },
    {
      key: 'customFields',
      label: 'Custom Fields',
      type: 'text',
      required: false,
      placeholder: 'favorite_color, age:number, renewal:date=field_13',
      helpText:
        'Your own lead fields, by Field Name, so that forms show them: with `:number` or `:date` where they are no text, ' +
        'and with `=field_13` if that is what Find Lead calls them.',
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
    ...RELAY_INPUTS,
    {
      key: 'convosoAddress',
      label: 'Convoso API Address',
      type: 'string',
      required: false,
      helpText: 'Leave empty for `https://api.convoso.com/v1`.',
    },
  ],
};
