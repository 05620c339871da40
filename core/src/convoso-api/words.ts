/** What a form says of a parameter. */
export interface Words {
  readonly label: string;
  readonly description?: string;
  /** Labels of the options; of a text, what is known to be used. */
  readonly options?: Readonly<Record<string, string>>;
}

/** What each endpoint does, by path. */
export const ENDPOINT_LABELS: Readonly<Record<string, string>> = {
  'leads/insert': 'Insert a lead, or update the one that is there',
  'leads/update': 'Update a lead',
  'leads/search': 'Search leads',
  'leads/delete': 'Delete a lead',
  'leads/get-recordings': 'Get the recordings of a lead',
  'lead-post-validation/insert': 'Post a lead under Lead Post Criteria',
  'lead-validation/search': 'Ask whether a lead would be accepted',
  'log/retrieve': 'Get calls',
  'log/update': 'Write the two extra fields of a call',
  'revenue/update': 'Set the revenue of a call',
  'callbacks/insert': 'Schedule a callback',
  'callbacks/update': 'Change or dismiss a callback',
  'callbacks/delete': 'Delete a callback',
  'callbacks/search': 'Search callbacks',
  'dnc/insert': 'Add a number to the DNC list',
  'dnc/update': 'Change an entry of the DNC list',
  'dnc/delete': 'Take a number off the DNC list',
  'dnc/search': 'Search the DNC list',
  'sms-opt-out/search': 'Search the SMS opt-outs',
  'sms-opt-out/insert': 'Add an SMS opt-out',
  'sms-opt-out/update': 'Change an SMS opt-out',
  'status/search': 'Search statuses',
  'status/insert': 'Add a status',
  'status/update': 'Change a status of your own',
  'campaigns/search': 'List campaigns',
  'campaigns/status': 'Switch a campaign on or off',
  'lists/search': 'Search lists',
  'lists/insert': 'Create a list',
  'lists/update': 'Change a list',
  'lists/delete': 'Delete a list',
  'users/search': 'Search users',
  'users/recordings': 'Get the recordings of agents',
  'user-activity/search': 'Count the agents who are free now',
  'agent-monitor/search': 'See what agents are doing',
  'agent-monitor/logout': 'Log an agent out',
  'agent-performance/search': 'Report on agents',
  'agent-productivity/search': 'List the changes of state of agents',
};

const TIME = 'YYYY-MM-DD HH:MM:SS.';
const DAY_OR_TIME = 'YYYY-MM-DD, with HH:MM:SS if need be.';
const SEVERAL = 'Several with commas.';

/** Known words; accounts have others, too. */
const REASONS = { DNC: 'DNC', DNCT: 'DNCT', ConsentRevoked: 'Consent Revoked' };
const PURPOSES = Object.fromEntries(
  [
    'COLLECT',
    'COMMNOTM',
    'CONFIRM',
    'ESIGN',
    'HIPAA',
    'INFORM',
    'NONCOMM',
    'NONPROF',
    'NOTFOUND',
    'NOTIFY',
    'TELEMKT',
    'VERIFY',
  ].map((word) => [word, word]),
);
const NONE = { '-BLANK-': 'None' };
const NONE_OR_ANY = { ...NONE, '-NOTBLANK-': 'Any' };

const doNotContact: Readonly<Record<string, string | Words>> = {
  id: 'Entry ID',
  campaign_id: { label: 'Campaign ID', description: '0 stands for all campaigns.' },
  insert_date: { label: 'Insert Date', description: DAY_OR_TIME },
};

const reasonAnd = (more: Readonly<Record<string, string>>): Readonly<Record<string, Words>> => ({
  reason: { label: 'Reason', options: { ...more, ...REASONS } },
  purpose: { label: 'Purpose', options: { ...more, ...PURPOSES } },
});

const agents: Readonly<Record<string, string | Words>> = {
  campaign_id: { label: 'Campaign ID', description: SEVERAL },
  queue_id: { label: 'Queue ID', description: SEVERAL },
  user_id: { label: 'User ID', description: SEVERAL },
  filter_by_skill_options: { label: 'Skills', description: 'Such as CA,TX.' },
};

const list: Readonly<Record<string, string | Words>> = {
  id: 'List ID',
  name: { label: 'Name', description: '10 to 30 letters, digits, blanks and : - _' },
  description: { label: 'Description', description: '255 characters at most.' },
  status: 'Active',
};

/**
 * The words of the parameters, by name: those that all endpoints share, of one resource, or of one endpoint. Fields of
 * the lead are not among them, since they are labelled as in the catalogue of fields.
 */
export const PARAMETER_WORDS: Readonly<Record<string, Readonly<Record<string, string | Words>>>> = {
  all: {
    call_log_id: 'Call Log ID',
    callback_id: 'Callback ID',
    campaign_id: 'Campaign ID',
    criteria_key: { label: 'Criteria Key', description: 'Of Lead Post Criteria.' },
    custom: { label: 'Custom Fields', description: "The account's own fields, by Field Name." },
    date_end: { label: 'To', description: `${DAY_OR_TIME} Default: today.` },
    date_start: { label: 'From', description: `${DAY_OR_TIME} Default: today.` },
    end_time: { label: 'To', description: TIME },
    lead_id: 'Lead ID',
    limit: { label: 'Limit', description: 'Rows of one page.' },
    list_id: 'List ID',
    offset: { label: 'Offset', description: 'Rows to pass over.' },
    phone_code: { label: 'Country Code', description: 'Of the phone number, such as 1.' },
    queue_id: 'Queue ID',
    start_time: { label: 'From', description: TIME },
    status: { label: 'Status', description: 'Its abbreviation, such as NI.' },
    user_id: 'User ID',
  },
  leads: {
    created_at_start_date: { label: 'Created From', description: DAY_OR_TIME },
    created_at_end_date: { label: 'Created To', description: DAY_OR_TIME },
    updated_at_start_date: { label: 'Updated From', description: DAY_OR_TIME },
    updated_at_end_date: { label: 'Updated To', description: DAY_OR_TIME },
    deleted_at_start: { label: 'Deleted From', description: DAY_OR_TIME },
    deleted_at_end: { label: 'Deleted To', description: DAY_OR_TIME },
    archived_at_start: { label: 'Archived From', description: DAY_OR_TIME },
    archived_at_end: { label: 'Archived To', description: DAY_OR_TIME },
    last_call_start_date: { label: 'Last Called From', description: DAY_OR_TIME },
    last_call_end_date: { label: 'Last Called To', description: DAY_OR_TIME },
    adaptor_id: {
      label: 'Adaptor ID',
      description: "Seen in the vendor's example; its effect is not documented.",
    },
  },
  'leads/insert': {
    check_dup: {
      label: 'Check for Duplicates',
      description: 'By phone number. The settings of the account can override this.',
      options: {
        0: 'No',
        1: 'In the Account',
        2: 'In the List',
        3: 'In the Campaign of the List',
        4: 'Further Scope (Not Documented)',
      },
    },
    check_dup_archive: {
      label: 'Check Archived Leads',
      description: 'For duplicates, in the whole account.',
    },
    check_dnc: {
      label: 'Check DNC',
      description: 'Heeded where the campaign dials at once, without filters.',
    },
    check_wireless: { label: 'Check Wireless', description: 'Against the list of wireless numbers.' },
    hopper: { label: 'Hopper', description: 'Puts the lead into the hopper now.' },
    hopper_priority: { label: 'Hopper Priority', description: '99 is the highest.' },
    hopper_expires_in: {
      label: 'Hopper Expires In',
      description: "Minutes, 300 at most. (Connect's own pages say seconds, the API's say minutes.)",
    },
    reject_by_carrier_type: {
      label: 'Reject by Carrier Type',
      options: { MOBILE: 'Mobile', VOIP: 'VoIP', LANDLINE: 'Landline' },
    },
    filter_phone_code: {
      label: 'Filter Phone Code',
      description: 'Moves the country code off the phone number to where it belongs.',
    },
    update_if_found: {
      label: 'Update If Found',
      description: 'Updates the lead with this lead ID or phone number, if there is one.',
    },
    search_campaign_id: { label: 'Search Campaign ID', description: 'Where to look for the lead to update.' },
    search_list_id: {
      label: 'Search List ID',
      description: 'Where to look for the lead to update; wins over the campaign.',
    },
    update_order_by_last_called_time: {
      label: 'Update Order',
      description: 'Which one to update where several are found.',
      options: { ASC: 'Last Called Longest Ago', DESC: 'Last Called Most Recently' },
    },
    lead_id: { label: 'Lead ID', description: 'Of the lead to update.' },
    blueinkdigital_token: {
      label: 'Blue Ink Digital Token',
      description: 'Exchanged for the phone number at Blue Ink Digital.',
    },
  },
  'lead-validation': { state: { label: 'State', description: 'Two letters.' } },
  log: {
    id: 'Call Log ID',
    number_dialed: 'Number Dialed',
    called_count: 'Called Count',
    call_type: {
      label: 'Call Type',
      options: { INBOUND: 'Inbound', OUTBOUND: 'Outbound', MANUAL: 'Manual', '3WAY': 'Three-Way' },
    },
    order: { label: 'Order', options: { asc: 'Oldest First', desc: 'Newest First' } },
    include_recordings: 'Include Recordings',
    start_time: { label: 'From', description: `${TIME} Default: today at 00:00:00.` },
    end_time: { label: 'To', description: `${TIME} Default: today at 23:59:59.` },
    extra_field_01: 'Extra Field 01',
    extra_field_02: 'Extra Field 02',
  },
  revenue: {
    revenue: 'Revenue',
    return: {
      label: 'Return',
      description: 'Marks a return. (Another page says: answers with the updated call.)',
    },
  },
  callbacks: {
    id: 'Callback ID',
    recipient: {
      label: 'Recipient',
      description: 'System: dialled for any agent. Personal: reminds one of them.',
    },
    callback_time: { label: 'Time', description: `${TIME} In the time zone given.` },
    callback_time_zone: {
      label: 'Time Zone',
      description: 'Hours from GMT as a decimal number, such as -5.00; half an hour is .50.',
    },
    user_id: { label: 'User ID', description: 'Whom a personal callback reminds.' },
    comments: 'Comments',
    start_date: { label: 'From', description: 'YYYY-MM-DD.' },
    end_date: { label: 'To', description: 'YYYY-MM-DD.' },
    stage: {
      label: 'Stage',
      options: {
        PENDING: 'Pending',
        PAST_DUE: 'Past Due',
        PASTDUE: 'Past Due (Other Spelling)',
        COMPLETED: 'Completed',
        DISMISSED: 'Dismissed',
        MISSED: 'Missed',
      },
    },
  },
  'callbacks/update': { status: 'Status' },
  dnc: {
    ...doNotContact,
    update_lead_status: { label: 'Update Lead Status', description: 'Of the leads with this number.' },
    lead_status: { label: 'Lead Status', description: 'The abbreviation of their new status.' },
  },
  'dnc/insert': reasonAnd({}),
  'dnc/update': reasonAnd(NONE),
  'dnc/search': reasonAnd(NONE_OR_ANY),
  'sms-opt-out': doNotContact,
  'sms-opt-out/insert': reasonAnd({}),
  'sms-opt-out/update': reasonAnd(NONE),
  'sms-opt-out/search': reasonAnd(NONE_OR_ANY),
  status: {
    query: { label: 'Query', description: 'A part of abbreviation or name; empty for all.' },
    status: { label: 'Abbreviation', description: '2 to 6 letters and digits.' },
    name: 'Name',
    final: { label: 'Final', description: 'The lead is finished with it.' },
    reached: { label: 'Reached', description: 'The lead was reached.' },
    success: { label: 'Success', description: 'It counts as a conversion.' },
    dnc: { label: 'DNC', description: 'The number goes to the DNC list.' },
    callback: { label: 'Callback', description: 'It asks for a callback.' },
    contact: { label: 'Contact', description: 'A contact was made.' },
    voicemail: 'Voicemail',
    hex_color: { label: 'Color', description: 'Six hexadecimal digits without #, such as 6711d1.' },
  },
  campaigns: { status: 'Active' },
  lists: list,
  users: {
    user: { label: 'User', description: `E-mail, first or last name. ${SEVERAL}` },
  },
  'users/recordings': { user: { label: 'User', description: `E-mail. ${SEVERAL}` } },
  'user-activity': agents,
  'agent-monitor': { ...agents, force: { label: 'Force', description: 'Cuts off a call, too.' } },
  'agent-performance': {
    campaign_ids: { label: 'Campaign IDs', description: SEVERAL },
    list_ids: { label: 'List IDs', description: SEVERAL },
    queue_ids: { label: 'Queue IDs', description: SEVERAL },
    user_ids: { label: 'User IDs', description: SEVERAL },
    status_ids: { label: 'Statuses', description: 'Abbreviations, such as NI,SALE.' },
  },
  'agent-productivity': {
    agent_emails: { label: 'Agent E-Mails', description: `${SEVERAL} None for all agents.` },
  },
};
