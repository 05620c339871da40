import type {
  CallState,
  GuardStates,
  LeadKey,
  LeadState,
  LiveCall,
  LoopState,
  OccurrenceKind,
  OtherSaves,
} from '@convoso-connect/core';

/** What a delivery or an admission told of a call, by which a second one that tells the same is known. */
export interface ToldOfCall {
  /** A hook's delivery, or whoever asked before acting. */
  readonly by: 'delivery' | 'admission';
  readonly kinds: readonly OccurrenceKind[];
  readonly status: string | null;
  readonly prior: Prior;
  /** When it came, in epoch milliseconds. */
  readonly at: number;
}

/** What was known before an event, by which it is told what the event is. */
export interface Prior {
  /** The lead's status. */
  readonly status: string | null;
  /** The disposition of the call. */
  readonly disposition: string | null;
}

/** What is known of a call. */
export interface CallRecord extends CallState {
  /** The lead that it was last told to be of; absent where that is not known. */
  readonly leadKey?: LeadKey;
  /** The latest of what was told of it, oldest first; absent where that is not known. */
  readonly told?: readonly ToldOfCall[];
}

/** Everything known before a batch of deliveries: about the leads and calls it names, and of workflows that loop. */
export interface States {
  readonly leads: ReadonlyMap<string, LeadState>;
  readonly calls: ReadonlyMap<string, CallRecord>;
  /** By lead key. */
  readonly guards: ReadonlyMap<string, GuardStates>;
  /** By workflow id. */
  readonly loops: ReadonlyMap<string, LoopState>;
}

export interface StateChanges {
  readonly leads: ReadonlyMap<string, LeadState>;
  readonly calls: ReadonlyMap<string, { readonly state: CallRecord; readonly updatedAt: number }>;
  /** `at` is the time of the delivery that changed them: guards count by that, however late it is processed. */
  readonly guards: ReadonlyMap<string, { readonly states: GuardStates; readonly at: number }>;
  readonly loops: ReadonlyMap<string, LoopState>;
}

/** A save of a lead by a workflow. */
export interface LeadSave {
  readonly leadKey: string;
  readonly workflowId: string;
  /** How many saves of the workflow, this one included, led to what will come back. */
  readonly depth: number;
  /** What other workflows saved on the way there. */
  readonly otherSaves: readonly OtherSaves[];
  readonly written: readonly { readonly field: string; readonly value: string }[];
}

/** What running calls are looked for by. */
export interface LiveCallSearch {
  readonly callKeys: readonly string[];
  readonly leadKeys: readonly string[];
  readonly agents: readonly string[];
}

export interface LeadReads {
  /** The states of those of these leads that have one. */
  states(leadKeys: readonly string[]): Promise<ReadonlyMap<string, LeadState>>;
  /** What is known of those of these calls that something is known of. */
  calls(callLogIds: readonly string[]): Promise<ReadonlyMap<string, CallRecord>>;
}

/**
 * What is known of leads and calls, and what guards remember of them. Whoever reads it to write it again names its leads
 * to `lockLeads` first.
 */
export interface Leads extends LeadReads {
  load(leadKeys: readonly string[], callLogIds: readonly string[]): Promise<States>;
  /** What guards remember is kept as far as it still counts at the time of the change. */
  save(changes: StateChanges): Promise<void>;
  /**
   * What is written to a lead may come back as a delivery, which is then caused by the workflow (domain-facts J.13): from
   * `at` on, in epoch milliseconds.
   */
  expectEchoes(save: LeadSave, at: number): Promise<void>;
  /** The running calls that share key, lead or agent with what is asked for. */
  liveCalls(search: LiveCallSearch): Promise<readonly LiveCall[]>;
  /** Replaces the calls that changed; null for those that are over. */
  saveLiveCalls(changes: ReadonlyMap<string, LiveCall | null>): Promise<void>;
}
