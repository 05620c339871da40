import * as z from 'zod/mini';
import { CUSTOM_FIELD_POOL } from '../fields/custom-field-pool.js';
import type { AdaptorField } from './adaptor.js';
import { tightened } from './tightened.js';

interface WrittenAdaptor {
  readonly fields: readonly AdaptorField[];
}

/** Of each adaptor the rows from the forty-first custom field on: no account has so many among its text-like fields. */
export const withinFieldPool = tightened(
  z.check<readonly WrittenAdaptor[]>(({ value: adaptors, issues }) => {
    for (const [index, { fields }] of adaptors.entries()) {
      for (const { row, field, number } of beyondPool(fields)) {
        issues.push({
          code: 'custom',
          input: field,
          path: [index, 'fields', row, 'field'],
          message: `This is custom field ${String(number)}; a Convoso account has numbers for ${String(CUSTOM_FIELD_POOL)}.`,
          params: {
            code: 'CUSTOM_FIELD_POOL',
            remedy: 'Remove the rows of fields that the account does not have.',
          },
        });
      }
    }
  }),
);

function beyondPool(rows: readonly AdaptorField[]): { row: number; field: string; number: number }[] {
  const names = new Set<string>();
  return rows.flatMap(({ section, field }, row) => {
    if (section !== 'custom' || names.has(field)) return [];
    names.add(field);
    return names.size > CUSTOM_FIELD_POOL ? [{ row, field, number: names.size }] : [];
  });
}
