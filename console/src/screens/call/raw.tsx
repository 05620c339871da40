import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Copy } from '../../parts/copy.js';
import { LoadedView } from '../../parts/loaded.js';
import { Block, Text } from '../../parts/text.js';

/** A request as Convoso sent it, secrets masked. */
export function Raw({ id }: { readonly id: string }) {
  const delivery = useLoaded(`delivery ${id}`, () => relay.deliveries.get({ id }));
  return (
    <LoadedView of={delivery} what="the request">
      {({ method, query, headers, body, remoteAddress, size }) => (
        <>
          <p>
            {method}
            {query !== '' && (
              <>
                {' ?'}
                <Text>{query}</Text>
              </>
            )}{' '}
            from <Text>{remoteAddress}</Text>, {size} bytes
          </p>
          <Block label="Headers">
            {Object.entries(headers)
              .map(([name, value]) => `${name}: ${String(value)}`)
              .join('\n')}
          </Block>
          {body === '' ? <p class="none">The body was empty.</p> : <Block label="Body">{body}</Block>}
          <Copy text={body} label="Copy body" />
        </>
      )}
    </LoadedView>
  );
}
