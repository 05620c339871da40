import { useState } from 'preact/hooks';
import { useAccount } from '../../frame/account.js';
import { Choice, FilterForm, Input } from '../../parts/fields.js';
import { goTo, hrefOf } from '../../router/location.js';
import { localDay } from '../../words/time.js';
import { ATTEMPT_TOLD } from '../../words/states.js';
import { useEndpointOptions } from '../pending/endpoint-options.js';
import { spansOf } from './spans.js';

/** By days, phone number, result, endpoint and outcome. */
export function LogFilters({ query }: { readonly query: URLSearchParams }) {
  const { now, timeZone } = useAccount();
  const [given, setGiven] = useState<Readonly<Record<string, string>>>(Object.fromEntries(query));
  const valueOf = (name: string) => given[name] ?? '';
  const set = (name: string) => (value: string) => setGiven({ ...given, [name]: value });
  const show = (asked: Readonly<Record<string, string | null>>) =>
    goTo(hrefOf('/logs', { ...given, after: null, ...asked }));
  return (
    <FilterForm label="Narrow the logs" onSubmit={() => show({ phone: valueOf('phone').trim() })}>
      <Input label="From" type="date" value={valueOf('from')} onChange={set('from')} />
      <Input label="To" type="date" value={valueOf('to')} onChange={set('to')} />
      <Input label="Phone number" type="search" value={valueOf('phone')} onChange={set('phone')} />
      <Input
        label="Result"
        type="search"
        value={valueOf('result')}
        onChange={set('result')}
        hint="as it begins"
      />
      <Choice
        label="Endpoint"
        value={valueOf('endpoint')}
        onChange={set('endpoint')}
        options={useEndpointOptions()}
      />
      <Choice label="Outcome" value={valueOf('outcome')} onChange={set('outcome')} options={OUTCOMES} />
      <div class="buttons">
        <button type="submit" class="main">
          Show
        </button>
        {spansOf(localDay(now, timeZone)).map(({ name, from, to }) => (
          <button key={name} type="button" onClick={() => show({ from, to })}>
            {name}
          </button>
        ))}
        {query.size > 0 && (
          <button type="button" class="plain" onClick={() => goTo(hrefOf('/logs'))}>
            Show all
          </button>
        )}
      </div>
    </FilterForm>
  );
}

const OUTCOMES: readonly (readonly [string, string])[] = [
  ['', 'All outcomes'],
  ...Object.entries(ATTEMPT_TOLD).map(([outcome, { text }]) => [outcome, text] as const),
];
