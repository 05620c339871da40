import type { KeptAnswer } from '../deliver/kept-answer.js';
import type { Diagnosis } from '@convoso-connect/core';

/**
 * A stored JSON text as its value. One that is not JSON is its own value: a row that an earlier version wrote must be
 * shown as it is, and must not keep the rows beside it from being read.
 */
export function storedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A stored diagnosis; null where there is none, or none that can be read: it only helps to find a cause. */
export function storedDiagnosis(text: string | null): Diagnosis | null {
  const value = text === null ? null : storedValue(text);
  return isDiagnosis(value) ? value : null;
}

/** A stored answer; null where there is none, or none that can be read. */
export function storedAnswer(text: string | null): KeptAnswer | null {
  const value = text === null ? null : storedValue(text);
  return typeof value === 'object' && value !== null && 'body' in value ? (value as KeptAnswer) : null;
}

function isDiagnosis(value: unknown): value is Diagnosis {
  return typeof value === 'object' && value !== null && 'checks' in value && Array.isArray(value.checks);
}
