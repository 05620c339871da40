import type { ConvosoApi } from '@convoso-connect/core/convoso-api';

const NUMBER = { phone_number: '7735550167', phone_code: 1, campaign_id: 0 };
const FLAGS = {
  final: 'N',
  reached: 'N',
  success: 'N',
  dnc: 'N',
  callback: 'N',
  contact: 'N',
  voicemail: 'N',
} as const;

/** A call of each endpoint that the client has nothing to say against. */
export const CALLS: Readonly<Record<string, (api: ConvosoApi) => Promise<unknown>>> = {
  'leads/insert': (api) => api.leads.insert({ list_id: 3343, phone_number: '7735550167' }),
  'leads/update': (api) => api.leads.update({ lead_id: 1364885 }),
  'leads/search': (api) => api.leads.search(),
  'leads/delete': (api) => api.leads.delete({ lead_id: 1364885 }),
  'leads/get-recordings': (api) => api.leads.recordings({ lead_id: 1364885 }),
  'lead-post-validation/insert': (api) =>
    api.leadPost.insert({ criteria_key: 'key', phone_number: '7735550167' }),
  'lead-validation/search': (api) =>
    api.leadValidation.search({ criteria_key: 'key', phone_number: '7735550167' }),
  'log/retrieve': (api) => api.callLog.retrieve(),
  'log/update': (api) => api.callLog.update({ call_log_id: 14683239, extra_field_01: 'a' }),
  'revenue/update': (api) => api.revenue.update({ call_log_id: 14683239, revenue: 1 }),
  'callbacks/insert': (api) =>
    api.callbacks.insert({
      lead_id: 1364885,
      recipient: 'System',
      callback_time: '2026-11-23 14:30:00',
      callback_time_zone: -5,
    }),
  'callbacks/update': (api) => api.callbacks.update({ callback_id: 657 }),
  'callbacks/delete': (api) => api.callbacks.delete({ callback_id: 657 }),
  'callbacks/search': (api) => api.callbacks.search(),
  'dnc/insert': (api) => api.dnc.insert(NUMBER),
  'dnc/update': (api) => api.dnc.update({ id: 5083 }),
  'dnc/delete': (api) => api.dnc.delete(NUMBER),
  'dnc/search': (api) => api.dnc.search(),
  'sms-opt-out/search': (api) => api.smsOptOut.search(),
  'sms-opt-out/insert': (api) => api.smsOptOut.insert(NUMBER),
  'sms-opt-out/update': (api) => api.smsOptOut.update({ id: 12345 }),
  'status/search': (api) => api.statuses.search({ query: '' }),
  'status/insert': (api) => api.statuses.insert({ status: 'FOLLOW', name: 'Follow Up', ...FLAGS }),
  'status/update': (api) => api.statuses.update({ status: 'FOLLOW' }),
  'campaigns/search': (api) => api.campaigns.search(),
  'campaigns/status': (api) => api.campaigns.status({ campaign_id: 111, status: true }),
  'lists/search': (api) => api.lists.search(),
  'lists/insert': (api) => api.lists.insert({ name: 'Solar West B', campaign_id: 111 }),
  'lists/update': (api) => api.lists.update({ list_id: 3343 }),
  'lists/delete': (api) => api.lists.delete({ list_id: 3343 }),
  'users/search': (api) => api.users.search(),
  'users/recordings': (api) => api.users.recordings({ user: 'agent@example.test' }),
  'user-activity/search': (api) => api.userActivity.search(),
  'agent-monitor/search': (api) => api.agentMonitor.search(),
  'agent-monitor/logout': (api) => api.agentMonitor.logout({ user_id: 1200345 }),
  'agent-performance/search': (api) => api.agentPerformance.search(),
  'agent-productivity/search': (api) => api.agentProductivity.search(),
};
