import { describe, expect, it } from '@jest/globals';
import type { PlainInputField } from 'zapier-platform-core';
import app from '../src/index.js';
import { STEPS, VISIBLE, type Step } from './steps.js';

/** The rules that Zapier holds public apps to (the numbers are Zapier's); a private app is used by people, too. */
interface Rule {
  readonly rule: string;
  /** What breaks it, for a person to find. */
  readonly broken: () => readonly string[];
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to']);

/** Written so by Convoso. */
const CONVOSOS_OWN = new Set(['Lead: Locale gmt', 'Locale gmt', 'Lead: Locale Gmt']);

/** Values of a lead or names of a set of rules, in spite of their names. */
const NO_CREDENTIALS = new Set(['blueinkdigital_token', 'criteria_key', 'responseKey']);

const inputs: readonly { readonly step: Step; readonly field: PlainInputField }[] = STEPS.flatMap((step) =>
  step.inputs.map((field) => ({ step, field })),
);

const place = ({ step, field }: { step: Step; field: PlainInputField }) => `${step.key}.${field.key}`;

const texts: readonly { readonly where: string; readonly text: string }[] = [
  ...VISIBLE.flatMap(({ key, description, directions }) => [
    { where: key, text: description },
    { where: key, text: directions },
  ]),
  ...inputs.map((input) => ({ where: place(input), text: input.field.helpText ?? '' })),
  ...(app.authentication?.fields ?? []).map((field) => ({
    where: `authentication.${field.key}`,
    text: (field as PlainInputField).helpText ?? '',
  })),
];

function isTitled(label: string): boolean {
  const words = label.replaceAll(/[():]/g, '').split(/[\s/-]+/);
  return words.every((word, at) => /^[A-Z\d'"&+]/.test(word) || (at > 0 && SMALL_WORDS.has(word)));
}

function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]*`/g, '');
}

const RULES: readonly Rule[] = [
  {
    rule: 'D001: no action asks for a key or token, which belong into the connection',
    broken: () =>
      inputs
        .filter(({ field }) => /token|key|secret|password/i.test(field.key) && !NO_CREDENTIALS.has(field.key))
        .map(place),
  },
  {
    rule: 'D002: the help of the token says with a link where it is found',
    broken: () => {
      const token = (app.authentication?.fields ?? []).find(
        ({ key }) => key === 'authToken',
      ) as PlainInputField;
      return token.helpText?.includes('](https://') === true ? [] : ['authToken'];
    },
  },
  {
    rule: 'D003: a connection has a label that tells accounts apart',
    broken: () => (app.authentication?.connectionLabel === '{{account}}' ? [] : ['connectionLabel']),
  },
  {
    rule: 'D004: lists, campaigns, users and statuses are chosen, not typed',
    broken: () =>
      inputs
        .filter(({ field }) =>
          /^(list|campaign|user|owner)_id$|^status$|^search_(list|campaign)_id$/.test(field.key),
        )
        .filter(({ field }) => field.dynamic === undefined && field.choices === undefined)
        .map(place),
  },
  {
    rule: 'D007: every address in words is https',
    broken: () =>
      texts.filter(({ text }) => /http:\/\/(?!$)/.test(withoutCode(text))).map(({ where }) => where),
  },
  {
    rule: 'D008: addresses in words are Markdown links',
    broken: () =>
      texts.filter(({ text }) => /(?<!\]\()https?:\/\//.test(withoutCode(text))).map(({ where }) => where),
  },
  {
    rule: 'D009: where an action asks for the id of a lead or call, Zapier offers to search for it',
    broken: () =>
      inputs
        .filter(({ step, field }) => step.kind === 'action' && /^(lead|call_log)_id$/.test(field.key))
        .filter(({ field }) => field.search === undefined && field.group === undefined)
        .map(place),
  },
  {
    rule: 'D010, D012, D024: samples hold what the output fields name, and nothing else',
    broken: () => VISIBLE.filter(({ outputs, sample }) => !sameKeys(outputs, sample)).map(({ key }) => key),
  },
  {
    rule: 'D011: no help text repeats its label',
    broken: () =>
      inputs
        .filter(
          ({ field }) =>
            bare(field.helpText ?? '') !== '' && bare(field.helpText ?? '') === bare(field.label ?? ''),
        )
        .map(place),
  },
  {
    rule: 'D018: labels are in Title Case',
    broken: () =>
      [...VISIBLE.map(({ label }) => label), ...inputs.map(({ field }) => field.label ?? '')].filter(
        (label) => !isTitled(label) && !CONVOSOS_OWN.has(label),
      ),
  },
  {
    rule: 'D021: triggers say "Triggers when … .", and nothing else does',
    broken: () =>
      STEPS.filter(
        ({ kind, description }) => /^Triggers when .+\.$/.test(description) !== (kind === 'trigger'),
      ).map(({ key }) => key),
  },
  {
    rule: 'D023: times in samples that say so are ISO, with their zone',
    broken: () =>
      VISIBLE.filter(({ sample }) => /T\d\d:\d\d:\d\d"/.test(JSON.stringify(sample))).map(({ key }) => key),
  },
  {
    rule: 'every visible step has a sample, and every description ends as a sentence',
    broken: () =>
      VISIBLE.filter(
        ({ sample, description }) => Object.keys(sample).length === 0 || !description.endsWith('.'),
      ).map(({ key }) => key),
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
      texts
        .filter(({ text }) => text !== '' && (text.length > 1000 || !/[.)_`]$/.test(text)))
        .map(({ where }) => where),
  },
];

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

function sameKeys(outputs: Step['outputs'], sample: Step['sample']): boolean {
  const named = outputs.map(({ key }) => key).toSorted();
  return JSON.stringify(named) === JSON.stringify(leavesOf(sample).toSorted());
}

function leavesOf(value: Readonly<Record<string, unknown>>, above = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leavesOf(inner as Readonly<Record<string, unknown>>, `${above}${key}__`)
      : [`${above}${key}`],
  );
}

describe('the style of the app', () => {
  it.each(RULES)('$rule', ({ broken }) => {
    expect(broken()).toEqual([]);
  });

  it('is looked at in all of its steps', () => {
    expect(VISIBLE.map(({ label }) => label)).toEqual([
      'Call Event',
      'New Call',
      'Call Redispositioned',
      'New Recording',
      'New Lead',
      'Updated Lead',
      'Lead Status Changed',
      'New Callback',
      'Match Rules',
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
    ]);
  });
});
