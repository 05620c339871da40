import { withoutCommand } from './commands.js';

export interface WrongLines {
  readonly sentence: string;
  /** What it is about, one by one. */
  readonly lines: readonly string[];
}

/** What the relay says is wrong, without its commands, and with screens in the place of addresses of the API. */
export function wrongLines(told: string): WrongLines {
  const [sentence = '', ...lines] = told.split('\n').map((line) => line.trim());
  return {
    sentence: withoutCommand(sentence)
      .replace('listed at /api/dead-letters', 'listed under Failures')
      .replace('from /api/dead-letters', 'under Failures'),
    lines: lines.filter((line) => line !== ''),
  };
}
