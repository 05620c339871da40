import { describe, expect, it } from '@jest/globals';
import type { PlainInputField } from 'zapier-platform-core';
import { STEPS, VISIBLE } from './steps.js';

const MOST_WORDS = 15;

const fields = STEPS.flatMap(({ key, inputs }) => inputs.map((field) => ({ step: key, field })));

const places = (found: readonly { step: string; field: PlainInputField }[]) =>
  found.map(({ step, field }) => `${step}.${field.key}`);

describe('the forms', () => {
  it('S4: call what is chosen or found by what it is, and not by its id', () => {
    const chosen = fields.filter(({ field }) => field.dynamic !== undefined);
    expect(chosen.length).toBeGreaterThan(30);
    expect(places(chosen.filter(({ field }) => field.label?.endsWith(' ID') === true))).toEqual([]);
  });

  it('S4: say what a step does in a few words, and do not name the app in them', () => {
    const long = VISIBLE.filter(({ description }) => description.split(/\s+/).length > MOST_WORDS);
    expect(long.map(({ key }) => key)).toEqual([]);
    const named = VISIBLE.filter(
      ({ description, key }) => description.includes('Convoso') && key !== 'call_event',
    );
    expect(named.map(({ key }) => key)).toEqual([]);
  });

  it('S4: ask for what an endpoint requires before what it can do without', () => {
    const { inputs = [] } = STEPS.find(({ key }) => key === 'send_to_endpoint') ?? {};
    const required = inputs.map((field) => field.required === true);
    expect(required.indexOf(false)).toBeGreaterThan(required.lastIndexOf(true));
  });

  it('S4: leave the type of a result open, which may be anything', () => {
    const outputs = VISIBLE.find(({ key }) => key === 'send_to_endpoint')?.outputs ?? [];
    const [result] = outputs.filter(({ key }) => key === 'result');
    expect(result).toEqual({ key: 'result', label: 'Result' });
  });
});
