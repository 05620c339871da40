import type { Story } from '../../api/types.js';
import { Disclosure } from '../../parts/disclosure.js';
import { Facts } from '../../parts/facts.js';
import { Text } from '../../parts/text.js';
import { fieldText, type Fields } from '../../words/values.js';
import { Raw } from './raw.js';

/** The same data twice: as the relay read it, and as Convoso sent it. */
export function WhatCame({ story: { id, callEvent } }: { readonly story: Story }) {
  const sections: readonly (readonly [string, Fields])[] = [
    ['Lead', callEvent.lead],
    ['Call', callEvent.call],
    ['Extra', callEvent.extra],
    ['Other fields', callEvent.custom],
  ];
  return (
    <>
      <h2>What came</h2>
      <Disclosure summary="As it was read">
        {() => sections.map(([name, fields]) => <Section key={name} name={name} fields={fields} />)}
      </Disclosure>
      <Disclosure summary="As Convoso sent it">{() => <Raw id={id} />}</Disclosure>
    </>
  );
}

function Section({ name, fields }: { readonly name: string; readonly fields: Fields }) {
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  return (
    <>
      <h3>{name}</h3>
      <Facts
        label={name}
        facts={entries.map(([field, value]) => [field, <Text>{fieldText(value)}</Text>] as const)}
      />
    </>
  );
}
