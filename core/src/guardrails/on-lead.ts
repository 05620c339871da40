import type { Condition } from '../config/conditions.js';
import { findField } from '../fields/catalogue.js';

/** A lead filter is about the lead: a name without a section is a field of the lead where there is one of that name. */
export function onLead(condition: Condition): Condition {
  if (condition.section !== undefined || findField('lead', condition.field) === undefined) return condition;
  return { ...condition, section: 'lead' };
}
