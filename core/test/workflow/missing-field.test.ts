import { describe, expect, it } from '@jest/globals';
import { compileWorkflow } from '../../src/workflow/index.js';
import { explainMatch } from '../../src/engine/index.js';
import type { Workflow } from '../../src/config/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from './sample.js';

const CONTEXT = { timeZone: 'America/Los_Angeles' };

function reasonOf(
  workflow: Partial<Record<keyof Workflow, unknown>>,
  parts: Parameters<typeof occurrenceOf>[0],
): string {
  const checks = explainMatch(compileWorkflow(workflowOf(workflow), CONTEXT), occurrenceOf(parts));
  return checks.find(({ verdict }) => verdict !== 'yes')?.reason ?? '';
}

const asking = (field: string, section?: string) => ({
  events: [
    {
      type: 'LEAD_FIELDS_AND_CALL_DATA',
      conditions: [{ ...(section && { section }), field, operator: 'is_equal_to', value: 'x' }],
    },
  ],
});
const CALL = { call_log_id: '1', status: 'NI' };

describe('what a field that was not delivered is said to lack', () => {
  it('is the right section, where it came in another one', () => {
    expect(reasonOf(asking('call_type', 'lead'), { callLog: { ...CALL, call_type: 'OUTBOUND' } })).toBe(
      'lead.call_type was not delivered, but callLog.call_type came as "OUTBOUND": ' +
        'the rule is to name the section callLog, or none',
    );
  });

  it('is the id, where the name came', () => {
    const scope = { relation: { type: 'campaign', ids: ['111'], all: false } };
    expect(reasonOf(scope, { callLog: { ...CALL, campaign_name: 'Solar West' } })).toBe(
      'campaign_id was not delivered, only the name: callLog.campaign_name came as "Solar West". ' +
        "Map Campaign ID in Convoso's Adaptor, too, and ask for the id",
    );
  });

  it('is a slip in the rule, where something like it came', () => {
    expect(reasonOf(asking('phone_nummer'), { lead: { phone_number: '7735550167' }, callLog: CALL })).toBe(
      'phone_nummer was not delivered, but lead.phone_number came as "7735550167": did the rule mean "phone_number"?',
    );
  });

  it("is a slip in Convoso's Adaptor, where the rule has the name right", () => {
    expect(reasonOf(asking('campaign_id'), { callLog: CALL, custom: { campain_id: '111' } })).toMatch(
      /custom\.campain_id came as "111": correct the name in Convoso's Adaptor, or name it in the fields of the hook/,
    );
  });

  it('is not that it is to be mapped, where it came and is read as another field', () => {
    expect(reasonOf(asking('disposition'), { callLog: CALL })).toBe(
      'disposition was not delivered: what comes under this name is read as status, ' +
        'and callLog.status came as "NI". Ask for "status"',
    );
    expect(reasonOf(asking('duration', 'lead'), { callLog: { ...CALL, length_in_sec: '148' } })).toBe(
      'lead.duration was not delivered: what comes under this name is read as length_in_sec, ' +
        'and callLog.length_in_sec came as "148". Ask for "length_in_sec", without a section',
    );
    expect(reasonOf(asking('Recording URL'), { callLog: CALL })).toBe(
      'Recording URL was not delivered: what comes under this name is read as recording. ' +
        `Ask for "recording", and map it in Convoso's Adaptor`,
    );
  });

  it('is not that it is to be mapped, where only adaptors make it', () => {
    expect(reasonOf(asking('disposition_group'), { callLog: CALL })).toBe(
      'disposition_group was not delivered: only adaptors send it, made of the status, ' +
        'and callLog.status came as "NI". Ask for "status"',
    );
  });

  it('is not that it is to be mapped in a section that Convoso does not deliver it in', () => {
    expect(reasonOf(asking('email', 'custom'), { callLog: CALL })).toBe(
      'custom.email was not delivered: Convoso delivers it in the section lead. ' +
        "Name that section, or none, and map it in Convoso's Adaptor",
    );
    expect(reasonOf(asking('call_type', 'lead'), { callLog: CALL })).toMatch(
      /in the section callLog\. Name that/,
    );
  });

  it('is no name that is only a little like it', () => {
    expect(reasonOf(asking('lead_tier'), { callLog: { ...CALL, lead_id: '5' } })).toBe(
      "lead_tier was not delivered: map it in Convoso's Adaptor",
    );
  });

  it('is that it is to be mapped, where nothing like it came', () => {
    expect(reasonOf(asking('state', 'lead'), { lead: { first_name: 'Test' }, callLog: CALL })).toBe(
      "lead.state was not delivered: map it in Convoso's Adaptor",
    );
  });
});

describe('a scope', () => {
  it('by the name of what came says that it goes by ids', () => {
    const scope = { relation: { type: 'campaign', ids: ['Solar West'], all: false } };
    const call = { ...CALL, campaign_id: '111', campaign_name: 'Solar West' };
    expect(reasonOf(scope, { callLog: call })).toBe(
      'campaign is "111"; asked: Solar West. "Solar West" is the name of that campaign: ask for its id',
    );
  });
});

describe('a disposition', () => {
  it('that came without a call says what to map', () => {
    expect(reasonOf({}, { lead: { id: '5', status: 'NI' } })).toBe(
      "no disposition: the status NI came without a call, so that it is only the lead's. " +
        "Map Call Log ID (call_log_id) in Convoso's Adaptor",
    );
  });
});
