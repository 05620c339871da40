import { TOKEN as HUBSPOT_TOKEN, hubspot } from '../stand-ins/hubspot.js';
import { googleAppsScript } from '../stand-ins/google-apps-script.js';
import { N8N_HEADER, n8nWebhook } from '../stand-ins/n8n-webhook.js';
import { phpPages } from '../stand-ins/php-pages.js';
import { SALESFORCE_TOKEN, salesforce } from '../stand-ins/salesforce.js';
import { ZOHO_TOKEN, zoho } from '../stand-ins/zoho.js';
import type { Fields } from '../support/calls.js';

type Settings = Readonly<Record<string, unknown>>;

/** What a vendor does with one delivery, and what has to be said of it. */
export interface VendorCase {
  readonly what: string;
  /** Sets the vendor up, and gives the endpoint that leads there. */
  readonly endpoint: () => Promise<Settings>;
  readonly adaptor: 'hubspot' | 'salesforce' | 'zoho' | 'lead';
  /** Beside those of an ordinary call. */
  readonly fields?: Fields;
  readonly outcome: 'delivered' | 'refused' | 'retry' | 'failed';
  /** Null where there is nothing to tell. */
  readonly reason: RegExp | null;
  /** What the checks that are marked ✗ advise, or the one with a remedy where none is. */
  readonly remedy: RegExp | null;
}

export const ADAPTORS = [
  {
    id: 'hubspot',
    fields: [
      { section: 'lead', field: 'email', mappedTo: 'email' },
      { section: 'lead', field: 'first_name', mappedTo: 'firstname' },
    ],
  },
  {
    id: 'salesforce',
    fields: [
      { section: 'callLog', field: 'call_log_id', mappedTo: 'CallObject' },
      { section: 'callLog', field: 'agent_comment', mappedTo: 'Description' },
      { section: 'custom', field: 'task_status', mappedTo: 'Status' },
    ],
  },
  {
    id: 'zoho',
    fields: [{ section: 'lead', field: 'last_name', mappedTo: 'Last_Name' }],
  },
  {
    id: 'lead',
    fields: [
      { section: 'lead', field: 'phone_number', mappedTo: 'phone' },
      { section: 'lead', field: 'first_name', mappedTo: 'name' },
    ],
  },
];

const YES = { result: 'truthy' };
const STATUS_ALONE = { result: 'any', empty: 'ok' };

const toHubspot = async (token = HUBSPOT_TOKEN, path = ''): Promise<Settings> => ({
  apiUrl: `${(await hubspot()).url}${path}`,
  apiIntegrator: 'hubspot-v3',
  authorizationHeader: `Authorization: Bearer ${token}`,
  responseKey: 'id',
  expect: { result: 'present' },
});

const HUBSPOT: readonly VendorCase[] = [
  {
    what: 'HubSpot creates the contact',
    endpoint: () => toHubspot(),
    adaptor: 'hubspot',
    fields: { email: 'lead@example.test' },
    outcome: 'delivered',
    reason: null,
    remedy: null,
  },
  {
    what: 'HubSpot updates the contact that is there',
    endpoint: async () => {
      const portal = await hubspot();
      portal.add({ email: 'lead@example.test' });
      return { ...(await toHubspot()), apiUrl: portal.url };
    },
    adaptor: 'hubspot',
    fields: { email: 'lead@example.test' },
    outcome: 'delivered',
    reason: /it exists in HubSpot as 501, which was updated instead/,
    remedy: null,
  },
  {
    what: 'HubSpot refuses an e-mail that is none',
    endpoint: () => toHubspot(),
    adaptor: 'hubspot',
    fields: { email: 'not an e-mail' },
    outcome: 'refused',
    reason: /answered 400: the destination did not take it.*email/i,
    remedy: /Correct what its words name/,
  },
  {
    what: 'HubSpot does not know the token',
    endpoint: () => toHubspot('pat-na1-of-another-portal'),
    adaptor: 'hubspot',
    fields: { email: 'lead@example.test' },
    outcome: 'failed',
    reason: /answered 401 \(.*Authentication credentials not found/,
    remedy: /Renew the key or token/,
  },
  {
    what: 'HubSpot asks to slow down',
    endpoint: async () => {
      const portal = await hubspot();
      portal.limitNext('TEN_SECONDLY_ROLLING', 10);
      return { ...(await toHubspot()), apiUrl: portal.url };
    },
    adaptor: 'hubspot',
    fields: { email: 'lead@example.test' },
    outcome: 'retry',
    reason: /answered 429.*limit/,
    remedy: /Nothing was processed/,
  },
];

const toSalesforce = async (token = SALESFORCE_TOKEN, object = 'Task'): Promise<Settings> => ({
  apiUrl: `${(await salesforce()).url}/services/data/v59.0/sobjects/${object}`,
  postDataType: 'JSON',
  authorizationHeader: `Authorization: Bearer ${token}`,
  responseKey: 'success',
  expect: YES,
});

const SALESFORCE: readonly VendorCase[] = [
  {
    what: 'Salesforce creates the task',
    endpoint: () => toSalesforce(),
    adaptor: 'salesforce',
    fields: { task_status: 'Completed' },
    outcome: 'delivered',
    reason: null,
    remedy: null,
  },
  {
    what: 'Salesforce misses a required field',
    endpoint: () => toSalesforce(),
    adaptor: 'salesforce',
    outcome: 'refused',
    reason:
      /answered 400: the destination did not take it \(it says: Required fields are missing: \[Status\]\)/,
    remedy: /Correct what its words name.*Map what is missing in Convoso's own Adaptor/,
  },
  {
    what: 'Salesforce ended the session',
    endpoint: () => toSalesforce('00Dexpired!token'),
    adaptor: 'salesforce',
    fields: { task_status: 'Completed' },
    outcome: 'failed',
    reason: /answered 401 \(it says: Session expired or invalid\)/,
    remedy: /Renew the key or token/,
  },
  {
    what: 'Salesforce has no such object',
    endpoint: () => toSalesforce(SALESFORCE_TOKEN, 'Tusk'),
    adaptor: 'salesforce',
    fields: { task_status: 'Completed' },
    outcome: 'failed',
    reason: /answered 404 \(it says: The requested resource does not exist\)/,
    remedy: /Compare the whole API URL/,
  },
];

const toZoho = async (token = ZOHO_TOKEN, module = 'Leads/upsert'): Promise<Settings> => ({
  apiUrl: `${(await zoho()).url}/crm/v8/${module}`,
  postDataType: 'JSON',
  authorizationHeader: `Authorization: Zoho-oauthtoken ${token}`,
  responseKey: 'data.0.code',
  expect: { result: { equals: ['SUCCESS'] } },
});

const ZOHO: readonly VendorCase[] = [
  {
    what: 'Zoho CRM wants its records in a list, which an adaptor does not make',
    endpoint: () => toZoho(),
    adaptor: 'zoho',
    outcome: 'refused',
    reason: /answered 400: the destination did not take it \(it says: data has to hold 1 to 100 records\)/,
    remedy: /Correct what its words name/,
  },
  {
    what: 'Zoho CRM does not know the token',
    endpoint: () => toZoho('1000.expired'),
    adaptor: 'zoho',
    outcome: 'failed',
    reason: /answered 401 \(it says: invalid oauth token\)/,
    remedy: /Renew the key or token/,
  },
];

const toScript = async (access: 'anyone' | 'only myself', expect: object, path = ''): Promise<Settings> => ({
  apiUrl: `${(await googleAppsScript(access)).url}${path}`,
  postDataType: 'JSON',
  expect,
});

const APPS_SCRIPT: readonly VendorCase[] = [
  {
    what: 'Google Apps Script has run, and its redirect counts as the success it is',
    endpoint: () => toScript('anyone', { redirect: 'delivered' }),
    adaptor: 'lead',
    outcome: 'delivered',
    reason: null,
    remedy: null,
  },
  {
    what: 'Google Apps Script has run, and nobody said that a redirect is its success',
    endpoint: () => toScript('anyone', {}),
    adaptor: 'lead',
    outcome: 'failed',
    reason: /answered 302, a redirect to https:\/\/script\.googleusercontent\.com.*probably processed/,
    remedy: /set expect\.redirect to "delivered"/,
  },
  {
    what: 'Google Apps Script lets only its owner in, also where a redirect counts as success',
    endpoint: () => toScript('only myself', { redirect: 'delivered' }),
    adaptor: 'lead',
    outcome: 'failed',
    reason:
      /answered 302, a redirect to https:\/\/accounts\.google\.com.*a page to sign in, so that nothing was processed/,
    remedy: /as "Anyone" does for a web app of Google Apps Script/,
  },
  {
    what: 'Google Apps Script has no such deployment',
    endpoint: () => toScript('anyone', { redirect: 'delivered' }, 's'),
    adaptor: 'lead',
    outcome: 'failed',
    reason: /answered 404 \(it says: Page Not Found\)/,
    remedy: /Compare the whole API URL/,
  },
];

const toN8n = async (
  {
    isActive,
    responds,
    fails,
  }: { isActive: boolean; responds: 'immediately' | 'when last node finishes'; fails?: true },
  settings: Settings = {},
): Promise<Settings> => {
  const webhook = await n8nWebhook(responds);
  if (isActive) webhook.activate();
  if (fails === true) webhook.failNext();
  const authorizationHeader = `${N8N_HEADER.name}: ${N8N_HEADER.value}`;
  return { apiUrl: webhook.url, postDataType: 'JSON', authorizationHeader, expect: YES, ...settings };
};

const N8N: readonly VendorCase[] = [
  {
    what: 'n8n starts the workflow',
    endpoint: () => toN8n({ isActive: true, responds: 'immediately' }),
    adaptor: 'lead',
    outcome: 'delivered',
    reason: null,
    remedy: null,
  },
  {
    what: 'n8n has not registered the webhook yet',
    endpoint: () => toN8n({ isActive: false, responds: 'immediately' }),
    adaptor: 'lead',
    outcome: 'retry',
    reason: /answered 404: n8n has not registered this webhook/,
    remedy: /Activate the workflow in n8n/,
  },
  {
    what: 'n8n takes another method',
    endpoint: () => toN8n({ isActive: true, responds: 'immediately' }, { requestMethod: 'PUT' }),
    adaptor: 'lead',
    outcome: 'failed',
    reason: /answered 404 \(it says: This webhook is not registered for PUT requests/,
    remedy: /Compare the whole API URL/,
  },
  {
    what: 'n8n wants another header',
    endpoint: () =>
      toN8n({ isActive: true, responds: 'immediately' }, { authorizationHeader: 'x-planted-auth: other' }),
    adaptor: 'lead',
    outcome: 'failed',
    reason: /answered 403 \(it says: Authorization data is wrong!\)/,
    remedy: /credentials/,
  },
  {
    what: 'n8n fails in the workflow, which may have done half of its work',
    endpoint: () => toN8n({ isActive: true, responds: 'when last node finishes', fails: true }),
    adaptor: 'lead',
    outcome: 'failed',
    reason: /answered 500; retry is "safe" \(it says: Error in workflow\)/,
    remedy: /Look into its own log/,
  },
];

const toPhp = async (path: string, displayErrors: boolean, expect: object = YES): Promise<Settings> => ({
  apiUrl: `${(await phpPages({ displayErrors })).url}${path}`,
  postDataType: 'RAW',
  responseKey: 'success',
  expect,
});

const PHP: readonly VendorCase[] = [
  {
    what: 'a PHP page takes the lead',
    endpoint: () => toPhp('/lead.php', false),
    adaptor: 'lead',
    outcome: 'delivered',
    reason: null,
    remedy: null,
  },
  {
    what: 'a PHP page puts a notice before its JSON',
    endpoint: () => toPhp('/lead.php', true),
    adaptor: 'lead',
    outcome: 'refused',
    reason: /answered 200, and a notice stands before the JSON of the answer/,
    remedy: /display_errors off/,
  },
  {
    what: 'a PHP page puts a notice before its JSON, and its status is all that is expected',
    endpoint: () => toPhp('/lead.php', true, STATUS_ALONE),
    adaptor: 'lead',
    outcome: 'delivered',
    reason: null,
    remedy: null,
  },
  {
    what: 'a PHP page says no with 200',
    endpoint: () => toPhp('/lead.php', false),
    adaptor: 'lead',
    fields: { phone_number: '555' },
    outcome: 'refused',
    reason:
      /answered 200, and the answer is false: the destination did not take it \(it says: Phone is not valid\)/,
    remedy: /^Correct what its words name\.$/,
  },
  {
    what: 'a login page answers 200',
    endpoint: () => toPhp('/admin/lead.php', false),
    adaptor: 'lead',
    outcome: 'refused',
    reason: /answered 200, and the answer is a web page.*\(it says: Agency CRM: Log in\)/,
    remedy: /Use the address of the API, not of a page that people look at/,
  },
  {
    what: 'a login page is where a redirect leads',
    endpoint: () => toPhp('/old.php', false, { redirect: 'delivered' }),
    adaptor: 'lead',
    outcome: 'failed',
    reason: /answered 302, a redirect to \/login\.php, which is a page to sign in/,
    remedy: /credentials/,
  },
];

export const VENDOR_CASES: readonly VendorCase[] = [
  ...HUBSPOT,
  ...SALESFORCE,
  ...ZOHO,
  ...APPS_SCRIPT,
  ...N8N,
  ...PHP,
];
