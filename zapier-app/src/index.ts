/**
 * Convoso Connect as a private Zapier app: call events as triggers, rules, adaptors and endpoints as steps, and
 * Convoso's own actions and searches.
 *
 * @module
 */
import { version as platformVersion } from 'zapier-platform-core';
import type { App, Create, Search, Trigger } from 'zapier-platform-core';
import { authentication } from './authentication.js';
import { addToDncCreate } from './creates/add-to-dnc.js';
import { changeStatusCreate } from './creates/change-status.js';
import { decodeDispositionCreate } from './creates/decode-disposition.js';
import { insertLeadCreate } from './creates/insert-lead.js';
import { logRevenueCreate } from './creates/log-revenue.js';
import { mapWithAdaptorCreate } from './creates/map-with-adaptor.js';
import { matchRulesCreate } from './creates/match-rules.js';
import { moveLeadCreate } from './creates/move-lead.js';
import { postLeadWithCriteriaCreate } from './creates/post-lead-with-criteria.js';
import { putLeadInHopperCreate } from './creates/put-lead-in-hopper.js';
import { removeCallbackCreate } from './creates/remove-callback.js';
import { scheduleCallbackCreate } from './creates/schedule-callback.js';
import { sendToEndpointCreate } from './creates/send-to-endpoint.js';
import { updateCallLogCreate } from './creates/update-call-log.js';
import { updateCallbackCreate } from './creates/update-callback.js';
import { updateFieldCreate } from './creates/update-field.js';
import { updateLeadCreate } from './creates/update-lead.js';
import { waitUntilAllowedCreate } from './creates/wait-until-allowed.js';
import { befores } from './middleware.js';
import { findCallLogSearch } from './searches/find-call-log.js';
import { findCallbackSearch } from './searches/find-callback.js';
import { findDecisionSearch } from './searches/find-decision.js';
import { findDispositionSearch } from './searches/find-disposition.js';
import { findLeadSearch, searchLeadSearch } from './searches/find-lead.js';
import { callEvent } from './triggers/call-event.js';
import { callEventRelay } from './triggers/call-event-relay.js';
import { campaigns, campaignsOrAll } from './triggers/campaigns.js';
import { lists } from './triggers/lists.js';
import { callRedispositioned, newCall, newCallLog, newRecording } from './triggers/call-log.js';
import { leadStatusChanged, newLead, updatedLead } from './triggers/lead.js';
import { newCallback } from './triggers/new-callback.js';
import { newOrUpdatedLead } from './triggers/new-or-updated-lead.js';
import { noChoice } from './triggers/no-choice.js';
import { statuses } from './triggers/statuses.js';
import { users } from './triggers/users.js';
import { APP_VERSION } from './version.js';

/** Zapier finds each step under its own key. */
function byKey<T extends { readonly key: string }>(steps: readonly T[]): Record<string, T> {
  return Object.fromEntries(steps.map((step) => [step.key, step]));
}

const app: App<Record<string, Trigger>, Record<string, Create>, Record<string, Search>> = {
  version: APP_VERSION,
  platformVersion,
  authentication,
  beforeRequest: befores,
  flags: {
    // What is mapped and empty is not the same as what is not mapped (domain-facts J.44).
    cleanInputData: false,
    // Convoso's client and the endpoints read every status themselves.
    skipThrowForStatus: true,
    throwForThrottlingEarly: false,
    // Otherwise the requests of Connect: Send to Endpoint would stand in Zapier's logs with their credentials.
    skipHttpPatch: true,
  },
  triggers: byKey([
    callEvent,
    callEventRelay,
    newCall,
    callRedispositioned,
    newRecording,
    newLead,
    updatedLead,
    leadStatusChanged,
    newCallback,
    newCallLog,
    newOrUpdatedLead,
    noChoice,
    campaigns,
    campaignsOrAll,
    lists,
    users,
    statuses,
  ]),
  creates: byKey([
    matchRulesCreate,
    waitUntilAllowedCreate,
    mapWithAdaptorCreate,
    decodeDispositionCreate,
    sendToEndpointCreate,
    insertLeadCreate,
    postLeadWithCriteriaCreate,
    updateLeadCreate,
    updateFieldCreate,
    moveLeadCreate,
    changeStatusCreate,
    putLeadInHopperCreate,
    scheduleCallbackCreate,
    updateCallbackCreate,
    removeCallbackCreate,
    addToDncCreate,
    logRevenueCreate,
    updateCallLogCreate,
  ]),
  searches: byKey([
    searchLeadSearch,
    findLeadSearch,
    findCallLogSearch,
    findCallbackSearch,
    findDispositionSearch,
    findDecisionSearch,
  ]),
  searchOrCreates: {
    search_lead: {
      key: 'search_lead',
      display: {
        label: 'Find or Create Lead',
        description: 'Finds a lead, and inserts one where there is none.',
      },
      search: 'search_lead',
      create: 'insert_lead',
    },
    find_lead: {
      key: 'find_lead',
      display: {
        label: 'Find or Create Lead',
        description: 'Finds a lead, and inserts one where there is none.',
        hidden: true,
      },
      search: 'find_lead',
      create: 'insert_lead',
    },
  },
};

export default app;
