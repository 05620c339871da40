import { expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/index.js';
import { problemsIn, sampleWith } from './sample.js';

/** A mistake planted in the sample document, and how it must be told. The word "planted" stands for a secret. */
export interface Mistake {
  readonly what: string;
  readonly plant: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly code: string;
  readonly value: string;
  readonly remedy: RegExp;
}

export function itTells(mistakes: readonly Mistake[]): void {
  it.each(mistakes)('tells path, value and remedy of $what', ({ plant, path, code, value, remedy }) => {
    const input = sampleWith(plant);
    const problems = problemsIn(input);
    expect(problems).toMatchObject([
      { code, path, value, message: expect.stringMatching(/\.$/), remedy: expect.stringMatching(remedy) },
    ]);
    expect(JSON.stringify(parseConfig(input))).not.toContain('planted');
  });
}
