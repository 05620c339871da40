import { useState } from 'preact/hooks';
import type { TurnedAway } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { counted, shownNumber } from '../../words/kinds.js';
import { causesOf, sendAgain, type Cause } from './causes.js';
import { LetIn } from './let-in.js';
import { useMayOperate } from '../../frame/account.js';
import { shortName } from '../../words/short.js';

interface CausesTurnedAwayProps {
  readonly entries: readonly TurnedAway[];
  readonly hasMore: boolean;
  readonly changed: () => void;
}

/** What was turned away by hook and cause, with what to mend. */
export function CausesTurnedAway({ entries, hasMore, changed }: CausesTurnedAwayProps) {
  const [asked, setAsked] = useState<Cause | null>(null);
  const mayOperate = useMayOperate();
  return (
    <>
      {hasMore && <p class="hint">By the {counted(entries.length, 'request')} of this page.</p>}
      {causesOf(entries).map((cause) => (
        <section
          key={`${cause.hookId} ${cause.code}`}
          class="card"
          aria-label={shortName(`${cause.hookId} ${cause.code}`)}
        >
          <h2>
            Hook <Text none="none">{cause.hookId}</Text> <span class="code">{cause.code}</span>
          </h2>
          <p class="badges">
            <Badge
              told={{
                tone: cause.kept.length > 0 ? 'waiting' : cause.never !== null ? 'quiet' : 'good',
                text: `${shownNumber(cause.kept.length)} kept`,
              }}
            />
            <span class="hint">
              {counted(cause.count, 'request')}, last <Time at={cause.lastAt} />
            </span>
          </p>
          <p>
            <Said>{cause.reason}</Said>
          </p>
          {cause.never !== null && (
            <p>
              {counted(cause.never.count, 'request')}: {sendAgain(cause.never.why)}
            </p>
          )}
          {mayOperate && cause.kept.length > 0 && (
            <button type="button" onClick={() => setAsked(cause)}>
              Let {shownNumber(cause.kept.length)} in …
            </button>
          )}
        </section>
      ))}
      {asked !== null && (
        <LetIn
          ids={asked.kept}
          hookId={asked.hookId}
          onClose={() => {
            setAsked(null);
            changed();
          }}
        />
      )}
    </>
  );
}
