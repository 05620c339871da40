import { scanJson } from './json-scan.js';
import type { ConfigProblem } from './problem.js';
import { shownValue } from './shown-value.js';

/** What `JSON.parse` would refuse, or would quietly drop because a later key of the same name replaces it. */
export function jsonTextProblems(text: string): ConfigProblem[] {
  return scanJson(text).map(({ kind, offset, what }) => {
    const { line, column } = positionOf(text, offset);
    const where = `line ${String(line)}, column ${String(column)}`;
    const path = '';
    if (kind === 'repeated-key') {
      const message = `At ${where} the key is there a second time; the first would be lost.`;
      return {
        code: 'REPEATED_KEY',
        path,
        value: shownValue([], what),
        message,
        remedy: 'Keep one of the two.',
      };
    }
    return {
      code: 'BAD_JSON',
      path,
      value: 'text that is not JSON',
      message: `At ${where}: ${what}.`,
      remedy: REMEDY,
    };
  });
}

const REMEDY =
  'Correct the text there. JSON has no comments, no comma after the last element, and quotes every key and text with ".';

/** Both from 1, as editors count. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}
