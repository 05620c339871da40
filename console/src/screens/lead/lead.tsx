import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Share } from '../../parts/copy.js';
import { Empty } from '../../parts/empty.js';
import { FilterForm, Input } from '../../parts/fields.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { Screen } from '../../parts/screen.js';
import { goTo, hrefOf, usePlace } from '../../router/location.js';
import { leadName } from '../../words/kinds.js';
import { Moment } from './moment.js';
import { shortName } from '../../words/short.js';

/** Everything about one lead on one page, or which lead it is to be. */
export function Lead({ id }: { readonly id: string | null }) {
  return (
    <Screen
      title={id === null ? 'Lead' : shortName(leadName(keyOf(id)))}
      lead="All that happened to one lead, the newest first."
      {...(id !== null && { actions: <Share /> })}
    >
      <WhichLead id={id} />
      {id !== null && <LeadHistory id={id} />}
    </Screen>
  );
}

/** A bare id is that of a lead; `phone:` and a number is who has none. */
function keyOf(id: string): string {
  return /^(?:lead|phone):/.test(id) ? id : `lead:${id}`;
}

function WhichLead({ id }: { readonly id: string | null }) {
  const [sought, setSought] = useState(id?.replace(/^lead:/, '') ?? '');
  const show = () => {
    const wanted = sought.trim();
    if (wanted !== '') goTo(hrefOf(`/leads/${encodeURIComponent(wanted)}`));
  };
  return (
    <FilterForm label="Which lead" onSubmit={show}>
      <Input
        label="Lead id"
        type="search"
        value={sought}
        onChange={setSought}
        hint="as Convoso shows it, such as 1364887"
      />
      <button type="submit" class="main">
        Show
      </button>
    </FilterForm>
  );
}

function LeadHistory({ id }: { readonly id: string }) {
  const { query } = usePlace();
  const after = query.get('after');
  const leadId = id.replace(/^lead:/, '');
  const history = useLoaded(`lead ${leadId} ${after ?? ''}`, () =>
    relay.leads.history({ leadId, limit: '20', ...(after !== null && { after }) }),
  );
  return (
    <LoadedView of={history} what="what happened">
      {({ history: moments, next }) =>
        moments.length === 0 ? (
          <Empty title="Nothing is known of this lead">
            Compare the id with Convoso. What is older than the relay keeps is gone. A lead without an id is
            found by its number under Calls.
          </Empty>
        ) : (
          <>
            <ol class="moments">
              {moments.map((moment) => (
                <Moment key={moment.id} moment={moment} />
              ))}
            </ol>
            <Pager path={`/leads/${encodeURIComponent(id)}`} count={moments.length} next={next} />
          </>
        )
      }
    </LoadedView>
  );
}
