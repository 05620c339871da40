import type { Refusal } from './refuse.js';

/**
 * A star at an end of a value, as `sold*`, that is meant to stand for any letters. No value of Convoso's has one, and
 * nothing compares by it. `so`: what comes of it, as in `this never holds`.
 */
export function wildcardInEvent(value: string, codes: readonly string[], so: string): Refusal | null {
  if (!hasStar(value)) return null;
  const meant = codes.filter((code) => fits(code, value)).map((code) => JSON.stringify(code));
  const each = meant.length === 0 ? '' : `: ${meant.join(', ')}`;
  return { ...refusal(so), remedy: `Name each value by itself${each}.` };
}

/** The same in a condition, which has operators for it. */
export function wildcardInCondition(value: string, operator: string, so: string): Refusal | null {
  if (!hasStar(value)) return null;
  const instead = value.trim().startsWith('*') ? 'contains' : 'starts_with';
  const letters = JSON.stringify(value.replaceAll('*', '').trim());
  const asked =
    operator === 'starts_with' || operator === 'contains'
      ? `Write ${letters}.`
      : `Use "operator": "${instead}" with ${letters}.`;
  return { ...refusal(so), remedy: asked };
}

function refusal(so: string): Omit<Refusal, 'remedy'> {
  return { code: 'WILDCARD', message: `A star stands for itself alone and for nothing else, so ${so}.` };
}

function hasStar(value: string): boolean {
  const trimmed = value.trim();
  return /\p{L}|\p{N}/u.test(trimmed) && (trimmed.startsWith('*') || trimmed.endsWith('*'));
}

function fits(code: string, pattern: string): boolean {
  const letters = pattern.replaceAll('*', '').trim().toUpperCase();
  const [open, close] = [pattern.trim().startsWith('*'), pattern.trim().endsWith('*')];
  const folded = code.toUpperCase();
  if (open && close) return folded.includes(letters);
  return open ? folded.endsWith(letters) : folded.startsWith(letters);
}
