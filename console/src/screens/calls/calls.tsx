import { useState } from 'preact/hooks';
import { Choice, FilterForm, Input } from '../../parts/fields.js';
import { Screen } from '../../parts/screen.js';
import { Share } from '../../parts/copy.js';
import { goTo, hrefOf, usePlace } from '../../router/location.js';
import { LatestCalls } from './latest-calls.js';
import { SoughtCalls } from './sought-calls.js';
import { SOUGHT_BY } from './sought-by.js';

/** Find a call by what is known of it, or look at the latest. */
export function Calls() {
  const { query } = usePlace();
  const sought = query.get('q') ?? '';
  const by = query.get('by') ?? '';
  return (
    <Screen
      title="Calls"
      lead="Every call that came in, and what became of it. Open one to see why."
      actions={<Share />}
    >
      <Search key={query.toString()} sought={sought} by={by} />
      {sought === '' ? <LatestCalls after={query.get('after')} /> : <SoughtCalls sought={sought} by={by} />}
    </Screen>
  );
}

function Search({ sought, by }: { readonly sought: string; readonly by: string }) {
  const [text, setText] = useState(sought);
  const [kind, setKind] = useState(by);
  return (
    <FilterForm label="Find a call" onSubmit={() => goTo(hrefOf('/calls', { q: text.trim(), by: kind }))}>
      <Input
        label="Find"
        type="search"
        value={text}
        onChange={setText}
        hint="A phone number or its last four digits, a lead id, a call id, or the id that Convoso was answered"
      />
      <Choice label="What it is" value={kind} onChange={setKind} options={SOUGHT_BY} />
      <div class="buttons">
        <button type="submit" class="main">
          Search
        </button>
        {sought !== '' && (
          <button type="button" class="plain" onClick={() => goTo(hrefOf('/calls'))}>
            Show the latest
          </button>
        )}
      </div>
    </FilterForm>
  );
}
