import * as agentMonitor from './resources/agent-monitor.js';
import * as agentPerformance from './resources/agent-performance.js';
import * as agentProductivity from './resources/agent-productivity.js';
import * as callLog from './resources/call-log.js';
import * as callbacks from './resources/callbacks.js';
import * as campaigns from './resources/campaigns.js';
import * as dnc from './resources/dnc.js';
import * as leadPost from './resources/lead-post.js';
import * as leadValidation from './resources/lead-validation.js';
import * as leads from './resources/leads.js';
import * as lists from './resources/lists.js';
import * as revenue from './resources/revenue.js';
import * as smsOptOut from './resources/sms-opt-out.js';
import * as statuses from './resources/statuses.js';
import * as userActivity from './resources/user-activity.js';
import * as users from './resources/users.js';
import type { Endpoint } from './endpoint.js';

/**
 * The endpoints of Convoso's REST API (domain-facts A.5) by the names that the client gives them. Everything else about
 * them derives from this table.
 */
export const CONVOSO_ENDPOINTS = {
  leads: {
    insert: leads.insert,
    update: leads.update,
    search: leads.search,
    delete: leads.delete,
    recordings: leads.recordings,
  },
  leadPost: { insert: leadPost.insert },
  leadValidation: { search: leadValidation.search },
  callLog: { retrieve: callLog.retrieve, update: callLog.update },
  revenue: { update: revenue.update },
  callbacks: {
    insert: callbacks.insert,
    update: callbacks.update,
    delete: callbacks.delete,
    search: callbacks.search,
  },
  dnc: { insert: dnc.insert, update: dnc.update, delete: dnc.delete, search: dnc.search },
  smsOptOut: { search: smsOptOut.search, insert: smsOptOut.insert, update: smsOptOut.update },
  statuses: { search: statuses.search, insert: statuses.insert, update: statuses.update },
  campaigns: { search: campaigns.search, status: campaigns.status },
  lists: { search: lists.search, insert: lists.insert, update: lists.update, delete: lists.delete },
  users: { search: users.search, recordings: users.recordings },
  userActivity: { search: userActivity.search },
  agentMonitor: { search: agentMonitor.search, logout: agentMonitor.logout },
  agentPerformance: { search: agentPerformance.search },
  agentProductivity: { search: agentProductivity.search },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
