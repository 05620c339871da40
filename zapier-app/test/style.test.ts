import { describe, expect, it } from '@jest/globals';
import { inputsOf, leavesOf, placeOf, textsOf } from './checks/check.js';
import { APP, STEPS, VISIBLE, type Step } from './steps.js';

/** What we ask of the app beside Zapier's own checks (integration-checks.test.ts). */
interface Rule {
  readonly rule: string;
  /** What breaks it, for a person to find. */
  readonly broken: () => readonly string[];
}

const RULES: readonly Rule[] = [
  {
    rule: 'where an action asks for the id of a lead or call, Zapier offers to search for it',
    broken: () =>
      inputsOf(APP)
        .filter(({ step, field }) => step.kind === 'action' && /^(lead|call_log)_id$/.test(field.key))
        .filter(({ field }) => field.search === undefined && field.group === undefined)
        .map(placeOf),
  },
  {
    rule: 'samples hold what the output fields name, and nothing else',
    broken: () => VISIBLE.filter(({ outputs, sample }) => !sameKeys(outputs, sample)).map(({ key }) => key),
  },
  {
    rule: 'only triggers say "Triggers when"',
    broken: () =>
      STEPS.filter(
        ({ kind, description }) => /^Triggers when .+\.$/.test(description) !== (kind === 'trigger'),
      ).map(({ key }) => key),
  },
  {
    rule: 'every description ends as a sentence',
    broken: () => VISIBLE.filter(({ description }) => !description.endsWith('.')).map(({ key }) => key),
  },
  {
    rule: 'no field of a step has the key of another',
    broken: () =>
      STEPS.filter(({ inputs: own }) => {
        const keys = own.map(({ key }) => key);
        return new Set(keys).size < keys.length;
      }).map(({ key }) => key),
  },
  {
    rule: 'help texts end as sentences and are short enough for Zapier',
    broken: () =>
      textsOf(APP)
        .filter(({ text }) => text.length > 1000 || !/[.)_`]$/.test(text))
        .map(({ place }) => place),
  },
];

function sameKeys(outputs: Step['outputs'], sample: Step['sample']): boolean {
  const named = outputs.map(({ key }) => key).toSorted();
  const given = leavesOf(sample).map(([path]) => path);
  return JSON.stringify(named) === JSON.stringify(given.toSorted());
}

describe('the style of the app', () => {
  it.each(RULES)('$rule', ({ broken }) => {
    expect(broken()).toEqual([]);
  });

  it('is looked at in all of its steps', () => {
    expect(VISIBLE.map(({ label }) => label)).toEqual([
      'Call Event',
      'Call Event (Relay)',
      'New Call',
      'Call Redispositioned',
      'New Recording',
      'New Lead',
      'Updated Lead',
      'Lead Status Changed',
      'New Callback',
      'Match Rules',
      'Wait Until Allowed',
      'Map With Adaptor',
      'Decode Disposition',
      'Connect: Send to Endpoint',
      'Insert Lead',
      'Post Lead With Criteria',
      'Update Lead',
      'Update Field',
      'Move Lead',
      'Change Status',
      'Put Lead in Hopper',
      'Schedule Callback',
      'Update Callback',
      'Remove Callback',
      'Add to DNC',
      'Log Revenue',
      'Update Call Log',
      'Find Lead',
      'Find Call Log',
      'Find Callback',
      'Find Disposition',
      'Find Decision',
    ]);
  });
});
