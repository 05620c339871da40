import { isDeepStrictEqual } from 'node:util';

/**
 * What one and the same delivery arrives as at the destination, through each peer in turn. Peers that do different work
 * are not compared.
 *
 * @throws when a peer refuses the delivery or posts another content than the first
 */
export async function assertSameContent(peers, sink, number) {
  const contents = [];
  for (const { name, connect } of peers) {
    await sink.expect({ from: number, events: 1 });
    const hook = connect(1);
    const accepted = await new Promise((resolve) => hook.post(number, resolve));
    await hook.close();
    if (!accepted) throw new Error(`${name} did not answer the first delivery with 200.`);
    await sink.settled(1);
    if ((await sink.arrived()) !== 1) throw new Error(`${name} did not post the first delivery.`);
    contents.push([name, await sink.lastContent()]);
  }
  const [[firstName, first], ...others] = contents;
  for (const [name, content] of others) {
    if (isDeepStrictEqual(content, first)) continue;
    throw new Error(
      `${name} posts ${JSON.stringify(content)}, but ${firstName} posts ${JSON.stringify(first)}.`,
    );
  }
}
