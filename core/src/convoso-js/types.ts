import type { Filled } from './answers.js';
import type { AnswerOf } from './client.js';
import type { METHODS } from './methods.js';
import type { ParamsOf } from './parameters.js';
import type * as record from './records.js';

/**
 * The names of convoso-js for what its methods take and answer. All of them follow from the tables of methods, records
 * and endpoints.
 *
 * @module
 */

type M = typeof METHODS;

export interface PaginatedParams {
  /** How many rows are left out. */
  offset?: number | undefined;
  /** Rows of one call. */
  limit?: number | undefined;
}

export type Recording = Filled<typeof record.RECORDING>;

export type AgentMonitorSearchParams = ParamsOf<M['agentMonitor']['search']>;
export type AgentMonitorAgent = Filled<typeof record.AGENT>;
export type AgentMonitorSearchResponse = AnswerOf<M['agentMonitor']['search']>;
export type AgentMonitorLogoutParams = ParamsOf<M['agentMonitor']['logout']>;
export type AgentMonitorLogoutResponse = AnswerOf<M['agentMonitor']['logout']>;

export type AgentPerformanceSearchParams = ParamsOf<M['agentPerformance']['search']>;
export type AgentPerformanceEntry = Filled<typeof record.AGENT_REPORT>;
export type AgentPerformanceSearchResponse = AnswerOf<M['agentPerformance']['search']>;

export type AgentProductivitySearchParams = ParamsOf<M['agentProductivity']['search']>;
export type AgentProductivityEntry = Filled<typeof record.STATE_CHANGE>;
export type AgentProductivitySearchResponse = AnswerOf<M['agentProductivity']['search']>;

export type CallLogRetrieveParams = ParamsOf<M['callLogs']['retrieve']>;
export type CallLogRecord = Filled<typeof record.CALL_LOG>;
export type CallLogRetrieveResponse = AnswerOf<M['callLogs']['retrieve']>;
export type CallLogUpdateParams = ParamsOf<M['callLogs']['update']>;
export type CallLogUpdateResponse = AnswerOf<M['callLogs']['update']>;

export type CallbackSearchParams = ParamsOf<M['callbacks']['search']>;
export type CallbackRecord = Filled<typeof record.CALLBACK>;
export type CallbackSearchResponse = AnswerOf<M['callbacks']['search']>;
export type CallbackInsertParams = ParamsOf<M['callbacks']['insert']>;
export type CallbackInsertResponse = AnswerOf<M['callbacks']['insert']>;
export type CallbackUpdateParams = ParamsOf<M['callbacks']['update']>;
export type CallbackUpdateResponse = AnswerOf<M['callbacks']['update']>;
export type CallbackDeleteParams = ParamsOf<M['callbacks']['delete']>;
export type CallbackDeleteResponse = AnswerOf<M['callbacks']['delete']>;

export type CampaignRecord = Filled<typeof record.CAMPAIGN>;
export type CampaignSearchResponse = AnswerOf<M['campaigns']['search']>;
export type CampaignStatusParams = ParamsOf<M['campaigns']['status']>;
export type CampaignStatusResponse = AnswerOf<M['campaigns']['status']>;

export type DncSearchParams = ParamsOf<M['dnc']['search']>;
export type DncRecord = Filled<typeof record.DNC_ENTRY>;
export type DncSearchResponse = AnswerOf<M['dnc']['search']>;
export type DncInsertParams = ParamsOf<M['dnc']['insert']>;
export type DncInsertResponse = AnswerOf<M['dnc']['insert']>;
export type DncUpdateParams = ParamsOf<M['dnc']['update']>;
export type DncUpdateResponse = AnswerOf<M['dnc']['update']>;
export type DncDeleteParams = ParamsOf<M['dnc']['delete']>;
export type DncDeleteResponse = AnswerOf<M['dnc']['delete']>;

export type LeadSearchParams = ParamsOf<M['leads']['search']>;
export type LeadRecord = Filled<typeof record.LEAD>;
export type LeadSearchResponse = AnswerOf<M['leads']['search']>;
export type LeadInsertParams = ParamsOf<M['leads']['insert']>;
export type LeadInsertResponse = AnswerOf<M['leads']['insert']>;
export type LeadUpdateParams = ParamsOf<M['leads']['update']>;
export type LeadUpdateResponse = AnswerOf<M['leads']['update']>;
export type LeadDeleteParams = ParamsOf<M['leads']['delete']>;
export type LeadDeleteResponse = AnswerOf<M['leads']['delete']>;
export type LeadGetRecordingsParams = ParamsOf<M['leads']['getRecordings']>;
export type LeadGetRecordingsResponse = AnswerOf<M['leads']['getRecordings']>;

export type LeadPostInsertParams = ParamsOf<M['leadPost']['insert']>;
export type LeadPostInsertResponse = AnswerOf<M['leadPost']['insert']>;

export type LeadValidationSearchParams = ParamsOf<M['leadValidation']['search']>;
export type LeadValidationSearchResponse = AnswerOf<M['leadValidation']['search']>;

export type ListSearchParams = ParamsOf<M['lists']['search']>;
export type ListRecord = Filled<typeof record.LIST>;
export type ListSearchResponse = AnswerOf<M['lists']['search']>;
export type ListInsertParams = ParamsOf<M['lists']['insert']>;
export type ListInsertResponse = AnswerOf<M['lists']['insert']>;
export type ListUpdateParams = ParamsOf<M['lists']['update']>;
export type ListUpdateResponse = AnswerOf<M['lists']['update']>;
export type ListDeleteParams = ParamsOf<M['lists']['delete']>;
export type ListDeleteResponse = AnswerOf<M['lists']['delete']>;

export type RevenueUpdateParams = ParamsOf<M['revenue']['update']>;
export type RevenueUpdateResponse = AnswerOf<M['revenue']['update']>;

export type SmsOptOutSearchParams = ParamsOf<M['smsOptOut']['search']>;
export type SmsOptOutRecord = Filled<typeof record.OPT_OUT>;
export type SmsOptOutSearchResponse = AnswerOf<M['smsOptOut']['search']>;
export type SmsOptOutInsertParams = ParamsOf<M['smsOptOut']['insert']>;
export type SmsOptOutInsertResponse = AnswerOf<M['smsOptOut']['insert']>;
export type SmsOptOutUpdateParams = ParamsOf<M['smsOptOut']['update']>;
export type SmsOptOutUpdateResponse = AnswerOf<M['smsOptOut']['update']>;

export type StatusSearchParams = ParamsOf<M['status']['search']>;
export type StatusRecord = Filled<typeof record.STATUS>;
export type StatusSearchResponse = AnswerOf<M['status']['search']>;
export type StatusInsertParams = ParamsOf<M['status']['insert']>;
export type StatusInsertResponse = AnswerOf<M['status']['insert']>;
export type StatusUpdateParams = ParamsOf<M['status']['update']>;
export type StatusUpdateResponse = AnswerOf<M['status']['update']>;

export type UserActivitySearchParams = ParamsOf<M['userActivity']['search']>;
export type UserActivitySearchResponse = AnswerOf<M['userActivity']['search']>;

export type UsersSearchParams = ParamsOf<M['users']['search']>;
export type UserRecord = Filled<typeof record.USER>;
export type UsersSearchResponse = AnswerOf<M['users']['search']>;
export type UsersRecordingsParams = ParamsOf<M['users']['recordings']>;
export type UsersRecordingsResponse = AnswerOf<M['users']['recordings']>;
