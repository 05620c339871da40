import { Table, type Row } from './table.js';

/** The clock of the account, in its own zone: a second passes with everything that is written. */
export class AccountClock {
  #now = Date.parse('2026-11-20T09:00:00Z');

  /** `YYYY-MM-DD HH:MM:SS`. */
  tick(): string {
    this.#now += 1_000;
    return this.now();
  }

  now(): string {
    return new Date(this.#now).toISOString().slice(0, 19).replace('T', ' ');
  }
}

/** A Lead Post Criteria: where its leads go, and which states it takes. */
export interface Criteria {
  readonly listId: string;
  readonly states: readonly string[];
}

export const CAMPAIGN = '111';
export const LIST = '3343';
export const QUEUE = '301';
export const USER = '1200345';
export const CRITERIA_KEY = 'criteria-key-of-solar-west';

const FLAGS_OFF = {
  final: 'N',
  reached: 'N',
  success: 'N',
  dnc: 'N',
  callback: 'N',
  contact: 'N',
  voicemail: 'N',
};

/** What an account of Convoso holds, as far as its REST API shows it. */
export class Account {
  readonly clock = new AccountClock();
  readonly leads = new Table(1_364_885);
  readonly calls = new Table(14_683_239);
  readonly callbacks = new Table(657);
  readonly dnc = new Table(5_083);
  readonly optOuts = new Table(12_345);
  readonly statuses = new Table(1);
  readonly campaigns = new Table(112);
  readonly lists = new Table(3_344);
  readonly users = new Table(1_200_346);
  readonly recordings = new Table(8);
  /** Who is logged in now. */
  readonly agents = new Table(1);
  /** Reports on agents, and their changes of state. */
  readonly performance = new Table(1);
  readonly productivity = new Table(900_001);
  /** Lead ids in the hopper, with the priority they have there. */
  readonly hopper: { readonly leadId: string; readonly priority: string }[] = [];
  readonly queues: readonly string[] = [QUEUE];
  readonly criteria = new Map<string, Criteria>([[CRITERIA_KEY, { listId: LIST, states: ['CA', 'NY'] }]]);
  /** The account's own fields: their Field Names, and what searches call them (domain-facts A.4). */
  readonly customFields = new Map([
    ['favorite_color', 'field_1'],
    ['plan', 'field_13'],
  ]);
  /** Fields that this account requires of a new lead. */
  requiredFields: readonly string[] = [];
  /** Which of the two documented answers Lead Post gives. */
  leadPostAnswer: 'data' | 'result' = 'data';
  /** A list of more leads than this is deleted in the background. */
  largeList = 100;

  constructor() {
    this.campaigns.add({ id: CAMPAIGN, name: 'Solar West', status: 'Y', last_call_date: '' });
    this.lists.add({
      id: LIST,
      name: 'Solar West A',
      campaign_id: CAMPAIGN,
      status: 'Y',
      last_called_at: '',
    });
    this.users.add({ id: USER, email: 'agent@example.test', first_name: 'Test', last_name: 'Agent' });
    this.addStatus({ status: 'NEW', name: 'New Lead' });
    this.addStatus({ status: 'A', name: 'Answering Machine' });
    this.addStatus({ status: 'NI', name: 'Not Interested', final: 'Y', reached: 'Y', contact: 'Y' });
    this.addStatus({ status: 'SALE', name: 'Sale', final: 'Y', reached: 'Y', success: 'Y', contact: 'Y' });
  }

  addStatus(status: Row & { status: string }): Row {
    return this.statuses.add({
      ...FLAGS_OFF,
      hex_color: '',
      custom_status: 'N',
      ...status,
      id: status.status,
    });
  }

  /** A call of the account, now, with the values that are not given. */
  addCall(call: Row): Row & { id: string } {
    return this.calls.add({
      list_id: LIST,
      campaign_id: CAMPAIGN,
      user_id: USER,
      phone_number: '7735550167',
      status: 'NI',
      call_length: '148',
      call_date: this.clock.tick(),
      called_count: '1',
      term_reason: 'CALLER',
      call_type: 'OUTBOUND',
      queue_position: '1',
      queue_seconds: '0.00',
      ...call,
    });
  }
}
