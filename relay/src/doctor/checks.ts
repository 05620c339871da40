import { checkAlarms } from './checks/alarms.js';
import { checkDeliveredFields } from './checks/delivered-fields.js';
import { checkEndpoints } from './checks/endpoints.js';
import { checkListsAndCampaigns } from './checks/lists-and-campaigns.js';
import { checkLiveCalls } from './checks/live-calls.js';
import { checkPublicUrl } from './checks/public-url.js';
import { checkReading } from './checks/reading.js';
import { checkRights } from './checks/rights.js';
import { checkRulesAndCalls } from './checks/rules-and-calls.js';
import { checkStatusCodes } from './checks/status-codes.js';
import { checkStatuses } from './checks/statuses.js';
import { checkToken } from './checks/token.js';
import type { Check } from './set-up.js';

/** What is checked of a configuration that can be read, in the order in which a person would mend it. */
export const CHECKS = {
  token: { title: 'Token', check: checkToken },
  rights: { title: 'Rights', check: checkRights },
  statuses: { title: 'Statuses', check: checkStatuses },
  statusCodes: { title: 'Status codes', check: checkStatusCodes },
  listsAndCampaigns: { title: 'Lists and campaigns', check: checkListsAndCampaigns },
  switchedOff: { title: 'Endpoints', check: checkEndpoints },
  alarms: { title: 'Alarms', check: checkAlarms },
  deliveredFields: { title: 'Delivered fields', check: checkDeliveredFields },
  rulesAndCalls: { title: 'Rules and calls', check: checkRulesAndCalls },
  reading: { title: 'Reading', check: checkReading },
  publicUrl: { title: 'Public address', check: checkPublicUrl },
  liveCalls: { title: 'Live calls', check: checkLiveCalls },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly check: Check }>>;
