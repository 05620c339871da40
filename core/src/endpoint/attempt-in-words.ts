import type { Attempt } from './attempt.js';
import { SETTING_WORDS, type SettingWords } from './setting-words.js';

/** An attempt with everything that it tells in the words of a panel. */
export function attemptInWords(attempt: Attempt, words: SettingWords): Attempt {
  const told = (text: string) => inWords(text, words);
  const { verdict, result, reason, diagnosis } = attempt;
  return {
    ...attempt,
    verdict:
      verdict.verdict === 'delivered'
        ? { ...verdict, ...(verdict.doubt === undefined ? {} : { doubt: told(verdict.doubt) }) }
        : { ...verdict, reason: told(verdict.reason) },
    result: { ...result, ...(result.why === undefined ? {} : { why: told(result.why) }) },
    reason: reason === null ? null : told(reason),
    diagnosis:
      diagnosis === null
        ? null
        : {
            checks: diagnosis.checks.map((check) => ({
              ...check,
              text: told(check.text),
              remedy: check.remedy === null ? null : told(check.remedy),
            })),
          },
  };
}

function inWords(text: string, words: SettingWords): string {
  return Object.entries(SETTING_WORDS).reduce(
    (told, [key, part]) => told.replaceAll(part, words[key as keyof SettingWords]),
    text,
  );
}
