import { ConvosoApiError, type ConvosoApi } from '../convoso-api/index.js';
import { normalisePhone } from '../fields/phone-text.js';
import { phoneOf } from '../occurrence/lead-key.js';
import type { ConvosoAction, Errand, PlannedCall } from './errand.js';
import { freshLead, knownText, leadIdFor } from './lead-of.js';

/** The fields that hold a lead's numbers. */
const NUMBERS = ['phone_number', 'alt_phone_1', 'alt_phone_2'] as const;

/** Convoso's code for a number that is on the list already (domain-facts A.7). */
export const NUMBER_EXISTS = 6008;

/** Add to DNC: each number once for the campaign, or everywhere. A number that is on the list stays on it. */
export const DNC: ConvosoAction<'DNC'> = {
  async plan(errand, api) {
    const { action, trigger } = errand;
    const { numbers, code } =
      action.numbers === 'all'
        ? await allNumbers(errand, api)
        : { numbers: [phoneOf(trigger.snapshot) ?? lastDelivered(errand.lead)], code: null };
    const known = [...new Set(numbers)].filter((number) => number !== null);
    if (known.length === 0) {
      return {
        code: 'NO_PHONE',
        reason: "the lead's phone_number is not known: map it in Convoso's Adaptor",
      };
    }
    const calls = known.map((phone_number): PlannedCall => {
      const phone_code = code ?? knownText(errand.lead, 'phone_code') ?? '1';
      return {
        endpoint: 'dnc/insert',
        parameters: { phone_number, phone_code, campaign_id: action.campaignId },
      };
    });
    return { calls, written: [] };
  },

  async perform({ calls }, api) {
    let answer: unknown = null;
    const there: string[] = [];
    for (const { parameters } of calls) {
      const { phone_number = '', phone_code = '1', campaign_id = '0' } = parameters;
      try {
        ({ raw: answer } = await api.dnc.insert({ phone_number, phone_code, campaign_id }));
      } catch (error) {
        if (!(error instanceof ConvosoApiError) || error.convosoCode !== NUMBER_EXISTS) throw error;
        answer = error.raw;
        there.push(phone_number);
      }
    }
    return { answer, note: there.length === 0 ? null : `on the list already: ${there.join(', ')}` };
  },
};

/** All numbers of the lead as Convoso has it, because a delivery seldom carries the alternative ones. */
async function allNumbers(
  { trigger, lead }: Errand<'DNC'>,
  api: ConvosoApi,
): Promise<{ numbers: (string | null)[]; code: string | null }> {
  const id = await leadIdFor(trigger, api);
  const fresh = typeof id === 'string' ? await freshLead(id, api) : null;
  const texts = NUMBERS.flatMap((name) => [knownText(lead, name), fresh?.[name] ?? null]);
  const numbers = [
    phoneOf(trigger.snapshot),
    ...texts.map((text) => (text === null ? null : normalisePhone(text))),
  ];
  return { numbers, code: fresh?.['phone_code'] || null };
}

function lastDelivered(lead: Errand<'DNC'>['lead']): string | null {
  const text = knownText(lead, 'phone_number');
  return text === null ? null : normalisePhone(text);
}
