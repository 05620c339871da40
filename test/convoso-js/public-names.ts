/** The names that convoso-js documents, as a program can use them. Facts about somebody else's package: no test changes them. */
export const CLIENT = [
  'Convoso',
  'ConvosoOptions',
  'authToken',
  'baseUrl',
  'fetch',
  'maxRetries',
  'timeout',
  'onRequest',
  'onResponse',
  'pageSize',
];

export const METHODS: Readonly<Record<string, readonly string[]>> = {
  agentMonitor: ['search', 'logout'],
  agentPerformance: ['search'],
  agentProductivity: ['search'],
  callLogs: ['retrieve', 'retrieveAll', 'update'],
  callbacks: ['search', 'searchAll', 'insert', 'update', 'delete'],
  campaigns: ['search', 'status'],
  dnc: ['search', 'searchAll', 'insert', 'update', 'delete'],
  leadPost: ['insert'],
  leadValidation: ['search'],
  leads: ['search', 'searchAll', 'insert', 'update', 'delete', 'getRecordings', 'getRecordingsAll'],
  lists: ['search', 'insert', 'update', 'delete'],
  revenue: ['update'],
  smsOptOut: ['search', 'searchAll', 'insert', 'update'],
  status: ['search', 'insert', 'update'],
  userActivity: ['search'],
  users: ['search', 'recordings'],
};

export const VALUES = [
  'CONNECT_WORKFLOW_ACTIONS',
  'CONNECT_WORKFLOW_EVENTS',
  'CONVOSO_ERROR_CODES',
  'batch',
  'getErrorDescription',
  'parseConnectPayload',
  'parseRateLimitHeaders',
];

export const ERRORS: Readonly<Record<string, readonly string[]>> = {
  ConvosoError: [],
  ConvosoApiError: ['code', 'message', 'body', 'description'],
  ConvosoHttpError: ['status', 'statusText', 'body'],
  ConvosoTimeoutError: ['timeout'],
};

export const TYPES = [
  ...['ConnectPayload', 'ConnectLeadFields', 'ConnectCallLogFields', 'ConnectExtraFields'],
  ...['ConnectWorkflowEvent', 'ConnectWorkflowAction', 'ConvosoErrorCode'],
  ...['BatchOptions', 'BatchItemSuccess', 'BatchItemError', 'BatchResult', 'RateLimitInfo'],
  ...['PageOptions', 'PaginatedParams', 'Recording'],
  ...['AgentMonitorAgent', 'AgentPerformanceEntry', 'AgentProductivityEntry', 'CallLogRecord'],
  ...['CallbackRecord', 'CampaignRecord', 'DncRecord', 'LeadRecord', 'ListRecord', 'SmsOptOutRecord'],
  ...['StatusRecord', 'UserRecord'],
  ...both('AgentMonitor', ['Search', 'Logout']),
  ...both('AgentPerformance', ['Search']),
  ...both('AgentProductivity', ['Search']),
  ...both('CallLog', ['Retrieve', 'Update']),
  ...both('Callback', ['Search', 'Insert', 'Update', 'Delete']),
  // A search of campaigns takes nothing.
  ...both('Campaign', ['Search', 'Status']).filter((name) => name !== 'CampaignSearchParams'),
  ...both('Dnc', ['Search', 'Insert', 'Update', 'Delete']),
  ...both('Lead', ['Search', 'Insert', 'Update', 'Delete', 'GetRecordings']),
  ...both('LeadPost', ['Insert']),
  ...both('LeadValidation', ['Search']),
  ...both('List', ['Search', 'Insert', 'Update', 'Delete']),
  ...both('Revenue', ['Update']),
  ...both('SmsOptOut', ['Search', 'Insert', 'Update']),
  ...both('Status', ['Search', 'Insert', 'Update']),
  ...both('UserActivity', ['Search']),
  ...both('Users', ['Search', 'Recordings']),
];

function both(resource: string, methods: readonly string[]): string[] {
  return methods.flatMap((method) => [`${resource}${method}Params`, `${resource}${method}Response`]);
}

/** The codes of its table. */
export const CODES = [
  ...[4001, 4002, 6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009, 6012, 6023, 6026, 6031, 6032],
  ...[6033, 6036, 6041, 6042, 6046, 6050, 6056, 6057, 6058, 6059, 6060, 6061, 6062, 6063, 6064, 6065, 6066],
  ...[6067, 6068, 6069, 6070, 6071, 6072, 6073, 6074, 6075, 6076, 6077, 6078, 6079, 6080, 6081, 6090, 7231],
  7258,
];

/** What some pages name and the types of the package do not have, and what it says of the platform. */
export const ELSEWHERE = [
  ...['total_agents', 'agents_in_call', 'agents_on_call', 'agents_ready', 'agents_paused'].map(
    (name) => `monitor.${name}`,
  ),
  ...['agent.full_name', 'agent.talk_time'],
  ...['agentPerformance.start_date', 'agentPerformance.end_date', 'revenue.return_value'],
  ...['payload.recording_url', 'CommonJS build', 'Node 18'],
];
