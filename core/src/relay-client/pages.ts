/** A page of a list, whatever its rows are called. */
interface Page {
  readonly next: string | null;
}

/**
 * Every page of a list from the first on: `for await (const page of pagesOf((after) => relay.logs.list({ after })))`. What
 * is added meanwhile does not come twice.
 */
export async function* pagesOf<Of extends Page>(
  list: (after: string | undefined) => Promise<Of>,
): AsyncGenerator<Of, void> {
  let page = await list(undefined);
  yield page;
  while (page.next !== null) {
    page = await list(page.next);
    yield page;
  }
}
