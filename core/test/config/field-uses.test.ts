import { describe, expect, it } from '@jest/globals';
import { documentSchema } from '../../src/config/document.js';
import { fieldUses, type ConnectConfig } from '../../src/config/index.js';
import { settle } from '../../src/config/settled.js';

const config: ConnectConfig = settle(
  documentSchema.parse({
    version: 1,
    adaptors: [
      {
        id: 'a',
        name: 'To CRM',
        fields: [
          { section: 'lead', field: 'renewal', mappedTo: 'renewal' },
          { section: 'custom', field: 'renewal', mappedTo: 'other' },
        ],
      },
    ],
    hooks: [{ id: 'main', fields: { Renewal: 'lead.renewal' } }],
    workflows: [
      {
        id: 'w',
        name: 'Remind',
        events: [
          { type: 'LEAD_FIELDS_AND_CALL_DATA', conditions: [{ field: 'renewal', operator: 'is_numeric' }] },
        ],
        stopIf: {
          type: 'leadFilter',
          conditions: [{ section: 'lead', field: 'renewal', operator: 'is_blank' }],
        },
        actionSets: [
          {
            id: 's',
            schedule: { days: 1, relativeTo: { field: 'renewal' } },
            actions: [{ id: 'f', type: 'FIELD', field: 'renewal', operation: 'copy', fromField: 'renewal' }],
          },
        ],
      },
    ],
  }),
);

describe('renaming a field', () => {
  it('reports every place that it breaks', () => {
    expect(fieldUses(config, 'lead.renewal')).toEqual([
      { path: 'adaptors[0].fields[0].field', part: 'adaptor "To CRM"' },
      { path: 'hooks[0].fields["Renewal"]', part: 'hook "main"' },
      { path: 'workflows[0].events[0].conditions[0].field', part: 'workflow "Remind"' },
      { path: 'workflows[0].stopIf.conditions[0].field', part: 'workflow "Remind"' },
      { path: 'workflows[0].actionSets[0].schedule.relativeTo.field', part: 'workflow "Remind"' },
      { path: 'workflows[0].actionSets[0].actions[0].field', part: 'workflow "Remind"' },
      { path: 'workflows[0].actionSets[0].actions[0].fromField', part: 'workflow "Remind"' },
    ]);
  });

  it('leaves out a field of the same name in another section, unless no section is asked for', () => {
    expect(fieldUses(config, 'custom.renewal').map(({ path }) => path)).toEqual([
      'adaptors[0].fields[1].field',
      'workflows[0].events[0].conditions[0].field',
    ]);
    expect(fieldUses(config, 'renewal')).toHaveLength(8);
  });

  it('reports nothing for a field that nothing goes by', () => {
    expect(fieldUses(config, 'lead.email')).toEqual([]);
  });
});
