import { version as installedPlatform, type PlainInputField } from 'zapier-platform-core';
import type { Definition, Operation } from '../steps.js';

/** An app that breaks one check and nothing else that the check looks at, and where it must be found. */
export interface UnsoundApp {
  readonly id: string;
  readonly what: string;
  readonly app: Definition;
  readonly at: readonly string[];
}

interface StepParts extends Operation {
  readonly label?: string;
  readonly description?: string;
}

const SAMPLE = { id: '7', name: 'Test Lead' };

function step(key: string, { label = 'New Lead', description = 'Finds a lead.', ...operation }: StepParts) {
  const display = { label, description };
  return { [key]: { key, noun: 'Lead', display, operation: { sample: SAMPLE, ...operation } } };
}

const trigger = (parts: StepParts = {}): Definition => ({
  triggers: step('new_lead', { description: 'Triggers when a lead is created.', ...parts }),
});
const action = (parts: StepParts = {}): Definition => ({ creates: step('add_lead', parts) });
const search = (parts: StepParts = {}): Definition => ({ searches: step('find_lead', parts) });

const input = (field: PlainInputField): Definition => action({ inputFields: [field] });
const PLAIN: PlainInputField = { key: 'city', label: 'City' };
const token: PlainInputField = { key: 'token', label: 'Token', type: 'password', required: true };

export const UNSOUND_APPS: readonly UnsoundApp[] = [
  { id: 'D001', what: 'asks for a key', app: input({ key: 'api_key' }), at: ['add_lead.api_key'] },
  {
    id: 'D001',
    what: 'asks for a password in a line item',
    app: input({ key: 'rows', children: [{ key: 'user_password' }] }),
    at: ['add_lead.user_password'],
  },
  {
    id: 'D002',
    what: 'says without a link where the token is',
    app: { authentication: { fields: [{ ...token, helpText: 'It is on the page of settings.' }] } },
    at: ['token'],
  },
  {
    id: 'D003',
    what: 'calls every connection the same',
    app: { authentication: { connectionLabel: 'Convoso' } },
    at: ['connectionLabel'],
  },
  {
    id: 'D003',
    what: 'shows the token in the label',
    app: { authentication: { connectionLabel: '{{authToken}}' } },
    at: ['connectionLabel'],
  },
  { id: 'D004', what: 'has an id typed', app: input({ key: 'list_id' }), at: ['add_lead.list_id'] },
  {
    id: 'D005',
    what: 'lists what no trigger gives',
    app: { ...trigger(), ...input({ key: 'list_id', dynamic: 'lists.id.name' }) },
    at: ['add_lead.list_id'],
  },
  {
    id: 'D006',
    what: 'has a hook that must be waited for',
    app: trigger({ type: 'hook' }),
    at: ['new_lead'],
  },
  {
    id: 'D007',
    what: 'sends people to http',
    app: input({ ...PLAIN, helpText: 'See [this page](http://crm.example.test).' }),
    at: ['add_lead.city'],
  },
  {
    id: 'D008',
    what: 'writes an address without a link',
    app: input({ ...PLAIN, helpText: 'See https://crm.example.test for more.' }),
    at: ['add_lead.city'],
  },
  {
    id: 'D008',
    what: 'breaks a link',
    app: action({ description: 'See [the page(https://crm.example.test).' }),
    at: ['add_lead'],
  },
  { id: 'D009', what: 'searches by nothing', app: search(), at: ['find_lead'] },
  {
    id: 'D010',
    what: 'polls for records without an id',
    app: trigger({ sample: { lead: '7' } }),
    at: ['new_lead'],
  },
  {
    id: 'D010',
    what: 'polls for records without what they are known by',
    app: trigger({ outputFields: [{ key: 'modified_at', primary: true }] }),
    at: ['new_lead'],
  },
  {
    id: 'D011',
    what: 'helps by repeating the label',
    app: input({ ...PLAIN, helpText: 'city.' }),
    at: ['add_lead.city'],
  },
  { id: 'D012', what: 'has no sample', app: action({ sample: {} }), at: ['add_lead'] },
  {
    id: 'D013',
    what: 'has a field filled in by a search that is none',
    app: input({ key: 'lead', search: 'find_person.id' }),
    at: ['add_lead.lead'],
  },
  {
    id: 'D014',
    what: 'has a list filled in by a search',
    app: input({ key: 'leads', list: true, search: 'find_lead.id', dynamic: 'new_lead.id.name' }),
    at: ['add_lead.leads'],
  },
  {
    id: 'D014',
    what: 'offers no search, for want of a list',
    app: input({ key: 'lead', search: 'find_lead.id' }),
    at: ['add_lead.lead'],
  },
  {
    id: 'D015',
    what: 'creates what nothing creates',
    app: { ...search(), searchOrCreates: { find_lead: { search: 'find_lead', create: 'insert_lead' } } },
    at: ['find_lead'],
  },
  { id: 'D016', what: 'is one address to paste', app: trigger({ type: 'hook' }), at: ['new_lead'] },
  {
    id: 'D017',
    what: 'never unsubscribes',
    app: { ...action(), ...trigger({ type: 'hook', performSubscribe: () => undefined }) },
    at: ['new_lead'],
  },
  { id: 'D018', what: 'shouts no title', app: action({ label: 'new lead' }), at: ['add_lead'] },
  {
    id: 'D018',
    what: 'has a field without a title',
    app: input({ key: 'city', label: 'City of birth' }),
    at: ['add_lead.city'],
  },
  {
    id: 'D021',
    what: 'triggers whenever',
    app: trigger({ description: "Triggers whenever there's a lead." }),
    at: ['new_lead'],
  },
  {
    id: 'D021',
    what: 'triggers without an end',
    app: trigger({ description: 'Triggers when a lead is created' }),
    at: ['new_lead'],
  },
  {
    id: 'D022',
    what: 'asks everyone for something else',
    app: action({ inputFields: [() => Promise.resolve([PLAIN])] }),
    at: ['add_lead'],
  },
  ...['2025-10-09 15:56:40', '2025-10-09T15:56:40', '09 Oct 2025 15:56:40'].map((time) => ({
    id: 'D023',
    what: `gives ${time} without a zone`,
    app: action({ sample: { id: '7', called: { last: time } } }),
    at: ['add_lead.called__last'],
  })),
  {
    id: 'D023',
    what: 'puts no clearer time beside one',
    app: action({ sample: { id: '7', at: '2025-10-09 15:56:40', at_iso: '2025-10-09T15:56:40' } }),
    at: ['add_lead.at', 'add_lead.at_iso'],
  },
  {
    id: 'D024',
    what: 'promises a number and samples a text',
    app: action({ outputFields: [{ key: 'id', type: 'integer' }] }),
    at: ['add_lead.id'],
  },
  {
    id: 'D024',
    what: 'promises what its sample lacks',
    app: action({ outputFields: [{ key: 'email', required: true }] }),
    at: ['add_lead.email'],
  },
  {
    id: 'D025',
    what: 'links to code',
    app: input({ ...PLAIN, helpText: "See [this](javascript:alert('x'))." }),
    at: ['add_lead.city'],
  },
  {
    id: 'D026',
    what: 'lets the connection say where the token goes',
    app: { authentication: { fields: [{ key: 'subdomain', inputFormat: 'https://{input}.example.test' }] } },
    at: ['authentication.subdomain'],
  },
  { id: 'D027', what: 'runs on an old platform', app: { platformVersion: '9.0.0' }, at: ['platformVersion'] },
  {
    id: 'D028',
    what: 'drops what is empty',
    app: { flags: { cleanInputData: true }, ...action({ cleanInputData: true }) },
    at: ['flags.cleanInputData', 'add_lead'],
  },
  { id: 'D028', what: 'leaves that to the platform', app: {}, at: ['flags.cleanInputData'] },
];

/** An app that breaks no check: what is found in the others is found for its reason. */
export const SOUND_APP: Definition = {
  platformVersion: installedPlatform,
  flags: { cleanInputData: false },
  authentication: {
    connectionLabel: '{{account}}',
    fields: [{ ...token, helpText: 'See [where it is](https://crm.example.test/token).' }],
  },
  ...trigger({ sample: { ...SAMPLE, at: '2025-10-09 15:56:40', at_iso: '2025-10-09T15:56:40-07:00' } }),
  ...action({
    inputFields: [
      PLAIN,
      { key: 'lead_id', label: 'Lead ID', dynamic: 'new_lead.id.name', search: 'find_lead.id' },
    ],
    outputFields: [{ key: 'id', type: 'string', required: true }],
  }),
  ...search({ inputFields: [{ ...PLAIN, helpText: 'As it is written in `https://crm.example.test`.' }] }),
  searchOrCreates: { find_lead: { search: 'find_lead', create: 'add_lead' } },
};
