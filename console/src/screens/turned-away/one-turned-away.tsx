import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Copy, Share } from '../../parts/copy.js';
import { Facts } from '../../parts/facts.js';
import { LoadedView } from '../../parts/loaded.js';
import { Screen } from '../../parts/screen.js';
import { Block, Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { callHref } from '../calls/call-table.js';
import { sendAgain } from './causes.js';
import { LetIn } from './let-in.js';
import { useMayOperate } from '../../frame/account.js';

/** One request that was not let in: why, and all that is kept of it. */
export function OneTurnedAway({ id }: { readonly id: string }) {
  const entry = useLoaded(`turned away ${id}`, () => relay.quarantine.get({ id }));
  const [asked, setAsked] = useState(false);
  const mayOperate = useMayOperate();
  return (
    <Screen
      title="Turned away"
      lead="One request that was not let in, as far as it is kept."
      actions={<Share />}
    >
      <LoadedView of={entry} what="this request">
        {({
          at,
          hookId,
          code,
          reason,
          status,
          method,
          query,
          headers,
          body,
          whyNotLetIn,
          remoteAddress,
          replayedAs,
        }) => (
          <>
            <div class="notice waiting">
              <p>
                <strong>
                  <Said>{reason}</Said>
                </strong>{' '}
                <span class="code">[{code}]</span>
              </p>
              {replayedAs !== null && (
                <p>
                  It was let in since: <Link href={callHref(replayedAs)}>see the call</Link>.
                </p>
              )}
              {replayedAs === null && whyNotLetIn !== null && <p>{sendAgain(whyNotLetIn)}</p>}
              {mayOperate && replayedAs === null && whyNotLetIn === null && (
                <button type="button" class="main" onClick={() => setAsked(true)}>
                  Let it in …
                </button>
              )}
            </div>
            <Facts
              label="This request"
              facts={[
                ['Came', <Time at={at} />],
                ['Hook', <Text none="none">{hookId}</Text>],
                ['From', <Text>{remoteAddress}</Text>],
                ['Answered', String(status)],
                ['Method', <Text>{method}</Text>],
                ['Query', <Text none="none">{query}</Text>],
              ]}
            />
            <h2>As it came</h2>
            <Block label="Headers">
              {Object.entries(headers)
                .map(([name, value]) => `${name}: ${String(value)}`)
                .join('\n')}
            </Block>
            {body === '' ? <p class="none">The body was empty.</p> : <Block label="Body">{body}</Block>}
            <Copy text={body} label="Copy body" />
            {asked && (
              <LetIn
                ids={[id]}
                hookId={hookId}
                onClose={() => {
                  setAsked(false);
                  entry.reload();
                }}
              />
            )}
          </>
        )}
      </LoadedView>
    </Screen>
  );
}
