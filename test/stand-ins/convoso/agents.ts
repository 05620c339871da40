import type { Account } from './account.js';
import { refuseUnknown } from './checks.js';
import { SUCCESS, type Handlers } from './handler.js';
import { isBetween } from './leads.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';
import { refuseUnless } from './refusal.js';
import type { Row } from './table.js';

const FILTERS = ['campaign_id', 'queue_id', 'user_id', 'filter_by_skill_options'];

/** What agents do and did (domain-facts A.5). */
export function agentHandlers(account: Account): Handlers {
  return {
    'user-activity/search': {
      parameters: FILTERS,
      answer: (params) => {
        const agents = agentsOf(account, params);
        const free = agents.filter(({ status }) => status === 'READY');
        return { ...SUCCESS, data: { available_agents: free.length, logged_in_agents: agents.length } };
      },
    },
    'agent-monitor/search': {
      parameters: FILTERS,
      answer: (params) => {
        const agents = agentsOf(account, params).map(({ id: _id, skills: _skills, ...agent }) => agent);
        const campaigns = account.campaigns.all().map(({ id, name }) => ({ value: Number(id), name }));
        const queues = account.queues.map((id) => ({ value: Number(id), name: `Queue ${id}` }));
        return { ...SUCCESS, data: { entries: { success: true, code: 200, campaigns, queues, agents } } };
      },
    },
    'agent-monitor/logout': {
      parameters: ['user_id', 'campaign_id', 'queue_id', 'force'],
      answer: (params) => {
        refuseUnless(params.text('user_id') !== '', 6012, 'Required fields are missing');
        refuseUnknown(params, 'user_id', (id) => account.users.has(id), 6006, 'No such User');
        const agents = agentsOf(account, params);
        refuseUnless(agents.length > 0, 6012, 'User is not logged in');
        for (const { id = '' } of agents) account.agents.delete(id);
        return SUCCESS;
      },
    },
    'agent-performance/search': {
      parameters: [
        'date_start',
        'date_end',
        'campaign_ids',
        'list_ids',
        'queue_ids',
        'user_ids',
        'status_ids',
      ],
      answer: (params) => {
        const ids = params.list('user_ids');
        const found = account.performance.all().filter((row) => isAmong(row['user_id'], ids));
        refuseUnless(found.length > 0, 6031, 'Missing Agents');
        const data = Object.fromEntries(found.map((row) => [row['user_id'] ?? '', report(row)]));
        return { ...SUCCESS, code: 200, total: found.length, data };
      },
    },
    'agent-productivity/search': {
      parameters: ['date_start', 'date_end', 'agent_emails', 'campaign_id', 'limit', 'offset'],
      answer: (params) => productivity(account, params),
    },
  };
}

function agentsOf(account: Account, params: Params): readonly Row[] {
  return account.agents
    .all()
    .filter((agent) => isAmong(agent['user_id'], params.list('user_id')))
    .filter((agent) => isAmong(agent['campaign_id'], params.list('campaign_id')))
    .filter((agent) => isAmong(agent['queue_id'], params.list('queue_id')))
    .filter((agent) => isAmong(agent['skills'], params.list('filter_by_skill_options')));
}

function isAmong(value: string | undefined, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.includes(value ?? '');
}

/** Counts are numbers, times are `HH:MM:SS`. */
function report({ id: _id, calls = '0', ...row }: Row): Readonly<Record<string, unknown>> {
  return { ...row, calls: Number(calls), talk_sec_pt: 39.43 };
}

function productivity(account: Account, params: Params): Readonly<Record<string, unknown>> {
  const emails = params.list('agent_emails');
  const users = account.users.all().filter((user) => isAmong(user['email'], emails));
  refuseUnless(users.length > 0, 6031, 'Missing Agents');
  const ids = users.map(({ id }) => id);
  const found = account.productivity
    .all()
    .filter((row) => ids.includes(row['user_id']))
    .filter((row) => isAmong(row['campaign_id'], params.list('campaign_id')))
    .filter((row) => isBetween(row['created_at'] ?? '', params.text('date_start'), params.text('date_end')));
  const limits = { limit: 1_000, maxLimit: 1_000, maxOffset: 50_000, clamps: 'both' } as const;
  const { offset, limit, rows } = pageOf(params, found, limits);
  return {
    ...SUCCESS,
    data: { offset, limit: String(limit), total: String(found.length), entries: rows },
  };
}
