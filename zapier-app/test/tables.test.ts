import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ADAPTOR_PRESETS, DATE_PATTERNS, FIELDS, OCCURRENCE_KINDS } from '@convoso-connect/core';
import { convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { inputKey } from '../src/fields/call-event-inputs.js';
import app from '../src/index.js';
import { STEPS, type Step } from './steps.js';

function step(key: string): Step {
  const found = STEPS.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no step ${key}`);
  return found;
}

function choicesOf(key: string, field: string): string[] {
  const choices = step(key).inputs.find((each) => each.key === field)?.choices;
  return (choices as readonly { value: string }[]).map(({ value }) => value);
}

/** The forms of each action and search that does one thing in Convoso, and the endpoint they come from. */
const ENDPOINTS = [
  ['insert_lead', 'leads/insert'],
  ['post_lead_with_criteria', 'lead-post-validation/insert'],
  ['update_lead', 'leads/update'],
  ['schedule_callback', 'callbacks/insert'],
  ['add_to_dnc', 'dnc/insert'],
  ['log_revenue', 'revenue/update'],
  ['update_call_log', 'log/update'],
  ['update_callback', 'callbacks/update'],
  ['remove_callback', 'callbacks/delete'],
] as const;

/** What Convoso requires and a form does not: left empty, the step fills it in. */
const FILLED_IN = new Set(['callback_time_zone', 'callback_id']);

/** What a form asks beside what Convoso takes. */
const OUR_OWN = new Set([
  'update_lead.fields_to_empty',
  'update_callback.lead_id',
  'remove_callback.lead_id',
]);

describe("the forms follow core's tables", () => {
  it.each(['map_with_adaptor', 'send_to_endpoint'])(
    '%s takes every field of Convoso, each under one key',
    (key) => {
      const keys = new Set(step(key).inputs.map((field) => field.key));
      for (const field of FIELDS) expect(keys).toContain(inputKey(field));
      expect(new Set(FIELDS.map(inputKey)).size).toBe(FIELDS.length);
    },
  );

  it('offers every field, date pattern and ready adaptor for a row', () => {
    expect(choicesOf('map_with_adaptor', 'field')).toEqual(
      expect.arrayContaining(FIELDS.map(({ section, name }) => `${section}.${name}`)),
    );
    expect(choicesOf('map_with_adaptor', 'dateFormat')).toEqual(DATE_PATTERNS.map(({ pattern }) => pattern));
    expect(choicesOf('map_with_adaptor', 'preset')).toEqual(ADAPTOR_PRESETS.map(({ id }) => id));
  });

  it('offers every kind of event', () => {
    expect(choicesOf('call_event', 'kinds')).toEqual([...OCCURRENCE_KINDS]);
  });

  it.each(ENDPOINTS)('%s has every parameter of %s, and requires what that requires', (key, endpointPath) => {
    const parameters =
      convosoCatalogue().find((endpoint) => endpoint.path === endpointPath)?.parameters ?? [];
    const asked = step(key)
      .inputs.map((field) => field.key)
      .filter((name) => !OUR_OWN.has(`${key}.${name}`));
    expect(asked).toEqual(parameters.map(({ name }) => name));
    const filled = step(key).inputs.filter((field) => field.required);
    expect(filled.map((field) => field.key)).toEqual(
      parameters.filter(({ name, required }) => required && !FILLED_IN.has(name)).map(({ name }) => name),
    );
  });
});

describe('the app', () => {
  it('has the version of its package, and of the platform that the package asks for', () => {
    const manifest = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')) as {
      version: string;
      dependencies: Record<string, string>;
    };
    expect(app.version).toBe(manifest.version);
    expect(app.platformVersion).toBe(manifest.dependencies['zapier-platform-core']);
  });
});
