type Values<Work extends readonly unknown[]> = { -readonly [Index in keyof Work]: Awaited<Work[Index]> };

/**
 * What a unit asks of its store at once, because none of it needs the answer to another. It goes out in the order of this list; a store that is
 * elsewhere answers all of it in one go. None of it is still under way when this ends: what the first in the list failed with is thrown
 * after all have ended, because the unit may be undone as soon as it hears of that.
 */
export async function together<const Work extends readonly unknown[]>(...work: Work): Promise<Values<Work>> {
  const ends = await Promise.allSettled(work);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return ends.map((end) => (end as PromiseFulfilledResult<unknown>).value) as Values<Work>;
}
