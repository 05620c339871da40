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

  it('reports what goes by a field without naming it, and what names it in a text', () => {
    const untold = settle(
      documentSchema.parse({
        version: 1,
        adaptors: [
          {
            id: 'a',
            name: 'To CRM',
            fields: [{ section: 'extra', field: 'disposition_name', mappedTo: 'outcome' }],
          },
        ],
        workflows: [
          {
            id: 'w',
            relation: { type: 'campaign', ids: ['111'] },
            events: [
              { type: 'DISPOSITION', values: ['SALE'] },
              { type: 'CALL_COUNT', min: 3 },
            ],
            stopIf: { type: 'finalStatus' },
            actionSets: [
              {
                id: 's',
                schedule: { hours: 1, relativeTo: 'lastCalled' },
                actions: [
                  {
                    id: 'mail',
                    type: 'EMAIL',
                    subject: 'Hi %first_name%',
                    body: '%lead.city%, %first_name%',
                  },
                  { id: 'sms', type: 'SMS', message: '%first_name%, again %first_name%', endpointId: 'e' },
                  { id: 'to', type: 'EMAIL', to: '%lead.email%', subject: 's', body: '' },
                  { id: 'dnc', type: 'DNC', numbers: 'all' },
                  { id: 'move', type: 'MOVE', listId: '7' },
                ],
              },
            ],
          },
        ],
      }),
    );
    const places = (name: string) =>
      fieldUses(untold, name).map(({ path }) => path.replace('workflows[0].', ''));
    const action = (at: number) => `actionSets[0].actions[${String(at)}]`;
    expect(places('lead.email')).toEqual([action(0), `${action(2)}.to`]);
    expect(places('lead.phone_number')).toEqual([action(1), action(3)]);
    expect(places('lead.alt_phone_1')).toEqual([action(3)]);
    expect(places('first_name')).toEqual([
      `${action(0)}.subject`,
      `${action(0)}.body`,
      `${action(1)}.message`,
    ]);
    expect(places('custom.city')).toEqual([]);
    expect(places('callLog.campaign_id')).toEqual(['relation']);
    expect(places('called_count')).toEqual(['events[1]']);
    expect(places('callLog.status')).toEqual(['adaptors[0].fields[0].field', 'events[0]', 'stopIf']);
    expect(places('callLog.call_date')).toEqual(['actionSets[0].schedule.relativeTo']);
    expect(places('lead.list_id')).toEqual([action(4)]);
    expect(fieldUses(untold, 'lead.email')[0]?.part).toBe('workflow "w"');
  });

  it('reports nothing for a field that nothing goes by', () => {
    expect(fieldUses(config, 'lead.email')).toEqual([]);
  });
});
