import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ADAPTOR_PRESETS, CONNECT_WORKFLOW_EVENTS, type WorkflowEventType } from '@convoso-connect/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { inputsOfEvent } from '../src/fields/event-inputs.js';
import { mappedOutputs } from '../src/fields/mapped-outputs.js';
import app from '../src/index.js';
import { STEPS, VISIBLE, type Step } from './steps.js';

const DOCS = path.resolve(__dirname, '../../docs');

/** One of our own steps in a recipe, with the first column of its first table. */
interface OwnStep {
  readonly heading: string;
  readonly label: string;
  readonly fields: readonly (readonly [field: string, value: string])[];
}

function ownSteps(recipe: string): OwnStep[] {
  const sections = recipe.split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const heading = section.split('\n')[0] ?? '';
    const label = /^\d+\. (?:Trigger|Action|Search): (.+)$/.exec(heading)?.[1];
    return label === undefined ? [] : [{ heading, label, fields: rowsOf(section) }];
  });
}

function rowsOf(section: string): (readonly [string, string])[] {
  const [table = ''] = /^\| field[^]*?(?=\n\n|$(?![^]))/m.exec(section) ?? [];
  return table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, field = '', value = '']) => [field, value] as const);
}

/** Zapier shows a search that creates where it finds nothing as one step, with the outputs of the search. */
function findOrCreate(label: string): Step | undefined {
  const pair = Object.values(app.searchOrCreates ?? {}).find(
    ({ display }) => display.label === label && display.hidden !== true,
  );
  const [search, create] = [pair?.search, pair?.create].map((key) => STEPS.find((step) => step.key === key));
  if (search === undefined || create === undefined) return undefined;
  return { ...search, inputs: [...search.inputs, ...create.inputs] };
}

function stepCalled(label: string): Step {
  const found = VISIBLE.find((step) => step.label === label) ?? findOrCreate(label);
  if (found === undefined) throw new Error(`the app has no step "${label}"`);
  return found;
}

/** The labels that a form shows, those of chosen events too. */
function inputLabels(label: string): (string | undefined)[] {
  const events = Object.keys(CONNECT_WORKFLOW_EVENTS) as WorkflowEventType[];
  const dynamic = label === 'Match Rules' ? events.flatMap(inputsOfEvent) : [];
  return [...stepCalled(label).inputs, ...dynamic].map((field) => field.label);
}

/** What the chosen ready adaptors give out, by the labels that the app defines for other steps to show. */
async function mappedLabels(steps: readonly OwnStep[]): Promise<(string | undefined)[]> {
  const chosen = steps.flatMap(({ fields }) => fields.filter(([field]) => field === 'Ready Adaptor'));
  const outputs = await Promise.all(
    chosen.map(([, preset]) => mappedOutputs({} as ZObject, { inputData: { preset } } as unknown as Bundle)),
  );
  return outputs.flat().map((field) => field.label);
}

const RECIPES = [
  ['zapier-salesforce.md', 20],
  ['zapier-zoho.md', 20],
  ['zapier-hubspot.md', 4],
  ['zapier-form-to-hopper.md', 2],
] as const;

describe.each(RECIPES)('the recipe %s', (page, mappings) => {
  const recipe = readFileSync(path.join(DOCS, page), 'utf8');
  const steps = ownSteps(recipe);

  it.each(steps)('names only fields that the step of "$heading" has', ({ label, fields }) => {
    expect(fields.length).toBeGreaterThan(0);
    expect(inputLabels(label)).toEqual(expect.arrayContaining(fields.map(([field]) => field)));
  });

  it('names only values that an earlier step gives out', async () => {
    const mapped = await mappedLabels(steps);
    const named = [...recipe.matchAll(/`([^`→\n]+) → ([^`\n]+)`/g)].map(([, label = '', value = '']) => ({
      label,
      value,
    }));
    expect(named.length).toBeGreaterThanOrEqual(mappings);
    const wrong = named.filter(({ label, value }) => {
      const given = stepCalled(label).outputs.map((output) => output.label);
      return ![...given, ...(label === 'Map With Adaptor' ? mapped : [])].includes(value);
    });
    expect(wrong).toEqual([]);
  });

  it('chooses only ready adaptors that there are', () => {
    const chosen = steps.flatMap(({ fields }) => fields.filter(([field]) => field === 'Ready Adaptor'));
    for (const [, value] of chosen) expect(ADAPTOR_PRESETS.map(({ label }) => label)).toContain(value);
  });

  it('says what it costs in tasks, for each and for a busy day', () => {
    expect(recipe).toMatch(/costs (?:two|three|five) tasks of your Zapier plan/);
    expect(recipe).toMatch(/hundred|thousand/);
  });

  it('says for every step what to do when it fails', () => {
    const sections = recipe.split(/^## \d/m).slice(1);
    expect(sections.filter((section) => !section.includes('| it fails with'))).toEqual([]);
  });
});
