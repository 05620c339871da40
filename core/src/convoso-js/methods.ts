import type { Endpoint } from '../convoso-api/endpoint.js';
import { CONVOSO_ENDPOINTS as API } from '../convoso-api/endpoints.js';
import { isObject, type JsonObject } from '../convoso-api/shape.js';
import type { AnswerShape } from './answers.js';
import * as record from './records.js';

/** One method of convoso-js: which endpoint it calls, and what its answer promises. */
export interface Method {
  readonly endpoint: Endpoint;
  readonly answer: AnswerShape;
  /** Where the rows are in the answer; `itself` where it is nothing but rows. */
  readonly rowsAt?: string;
  readonly row?: AnswerShape;
  /** Parameters that convoso-js calls by another name than the endpoint's table. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Adds what can be told from what came. */
  readonly complete?: (found: JsonObject) => JsonObject;
}

const DONE = { boolean: ['success'] } as const;
const PAGE = { number: ['offset limit'] } as const;
const COUNTED_PAGE = { number: ['offset limit total'] } as const;
const doneTo = <const N extends string>(id: N) => ({ ...DONE, data: { text: [id] } }) as const;

/** The agents of each state, which Convoso does not count. */
function countAgents({ agents }: JsonObject): JsonObject {
  const all = Array.isArray(agents) ? agents.filter(isObject) : [];
  const inState = (state: string): number => all.filter(({ status }) => status === state).length;
  return {
    agent_total: all.length,
    agent_incall: inState('INCALL'),
    agent_ready: inState('READY'),
    agent_paused: inState('PAUSED'),
  };
}

/** The methods by resource, as convoso-js names them. */
export const METHODS = {
  leads: {
    search: { endpoint: API.leads.search, answer: PAGE, rowsAt: 'results', row: record.LEAD },
    insert: {
      endpoint: API.leads.insert,
      answer: { ...doneTo('lead_id'), text: ['id'], also: { id: 'lead_id' } },
    },
    update: { endpoint: API.leads.update, answer: doneTo('lead_id') },
    delete: { endpoint: API.leads.delete, answer: DONE },
    getRecordings: { endpoint: API.leads.recordings, answer: {}, rowsAt: 'entries', row: record.RECORDING },
  },
  leadPost: {
    insert: {
      endpoint: API.leadPost.insert,
      answer: { text: ['result lead_id error_description'] },
      // Where Convoso only gives the lead it has taken it.
      complete: () => ({ result: 'true' }),
    },
  },
  leadValidation: {
    search: { endpoint: API.leadValidation.search, answer: { ...DONE, text: ['result'] } },
  },
  lists: {
    search: { endpoint: API.lists.search, answer: {}, rowsAt: 'data', row: record.LIST },
    insert: {
      endpoint: API.lists.insert,
      answer: { ...doneTo('list_id'), text: ['id'], also: { id: 'list_id' } },
    },
    update: { endpoint: API.lists.update, answer: doneTo('list_id') },
    delete: { endpoint: API.lists.delete, answer: DONE },
  },
  dnc: {
    search: { endpoint: API.dnc.search, answer: COUNTED_PAGE, rowsAt: 'entries', row: record.DNC_ENTRY },
    insert: { endpoint: API.dnc.insert, answer: { ...DONE, number: ['id'] } },
    update: { endpoint: API.dnc.update, answer: { ...DONE, number: ['id'] } },
    delete: { endpoint: API.dnc.delete, answer: DONE },
  },
  callbacks: {
    search: {
      endpoint: API.callbacks.search,
      answer: COUNTED_PAGE,
      rowsAt: 'results',
      row: record.CALLBACK,
    },
    insert: { endpoint: API.callbacks.insert, answer: doneTo('callback_id') },
    update: {
      endpoint: API.callbacks.update,
      answer: doneTo('callback_id'),
      renamed: { callback_status: 'status' },
    },
    delete: { endpoint: API.callbacks.delete, answer: DONE },
  },
  callLogs: {
    retrieve: {
      endpoint: API.callLog.retrieve,
      answer: { number: ['offset limit total_found'] },
      rowsAt: 'results',
      row: record.CALL_LOG,
    },
    // Convoso answers no more than that it is done; the other names are empty then.
    update: {
      endpoint: API.callLog.update,
      answer: { ...record.CALL_LOG, ...DONE, text: [...record.CALL_LOG.text, 'list_id'] },
    },
  },
  campaigns: {
    search: { endpoint: API.campaigns.search, answer: {}, rowsAt: 'data', row: record.CAMPAIGN },
    status: { endpoint: API.campaigns.status, answer: DONE },
  },
  agentMonitor: {
    search: {
      endpoint: API.agentMonitor.search,
      answer: {
        number: ['queue_dialable_leads queue_calls_today agent_total agent_incall agent_ready agent_paused'],
        object: ['call_data'],
        lists: { agents: record.AGENT },
      },
      complete: countAgents,
    },
    logout: { endpoint: API.agentMonitor.logout, answer: DONE },
  },
  agentPerformance: {
    search: {
      endpoint: API.agentPerformance.search,
      answer: {},
      rowsAt: 'itself',
      row: record.AGENT_REPORT,
    },
  },
  agentProductivity: {
    search: {
      endpoint: API.agentProductivity.search,
      answer: {},
      rowsAt: 'entries',
      row: record.STATE_CHANGE,
    },
  },
  status: {
    search: { endpoint: API.statuses.search, answer: {}, rowsAt: 'data', row: record.STATUS },
    insert: {
      endpoint: API.statuses.insert,
      answer: { ...DONE, number: ['code'], data: { text: ['new status'] } },
    },
    update: { endpoint: API.statuses.update, answer: doneTo('status') },
  },
  revenue: { update: { endpoint: API.revenue.update, answer: doneTo('call_log_id') } },
  users: {
    search: { endpoint: API.users.search, answer: {}, rowsAt: 'itself', row: record.USER },
    recordings: { endpoint: API.users.recordings, answer: {}, rowsAt: 'entries', row: record.RECORDING },
  },
  userActivity: {
    search: {
      endpoint: API.userActivity.search,
      answer: { ...DONE, data: { number: ['available_agents logged_in_agents'] } },
    },
  },
  smsOptOut: {
    search: {
      endpoint: API.smsOptOut.search,
      answer: { ...COUNTED_PAGE, ...DONE },
      rowsAt: 'records',
      row: record.OPT_OUT,
    },
    insert: { endpoint: API.smsOptOut.insert, answer: DONE },
    update: { endpoint: API.smsOptOut.update, answer: doneTo('id') },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Method>>>>;
