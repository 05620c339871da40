import { Characters } from './characters.js';
import { formPairs, type FormPair } from './form.js';

/** Query parameters of a catch hook that are its own and never payload (config-format, "Hook"). */
export const HOOK_PARAMETERS: ReadonlySet<string> = new Set(['secret', 'event']);

/** Stands before a name in a URL that was copied out of HTML, where `&` is written `&amp;`. */
export const AMP = 'amp;';

/**
 * What a parameter of a hook's query may mean, the likeliest first: as a form has it, as it stands, and percent-decoded
 * only, for people paste a secret such as `ab+cd/ef==` into a URL as it is. Empty where it did not come; of several the
 * first counts.
 */
export function hookParameter(query: string, name: 'secret' | 'event'): readonly string[] {
  for (const written of query.split('&')) {
    const pair = pairOf(written);
    if (pair?.name === name) {
      const raw = pair.raw.replace(/^[^=]*=?/, '');
      return [pair.value, raw, percentDecoded(raw)];
    }
  }
  return [];
}

/** The name of a pair of a query, read as {@link hookParameter} reads it; null where it has none. */
export function parameterName(pair: string): string | null {
  return pairOf(pair)?.name ?? null;
}

function pairOf(written: string): FormPair | undefined {
  // A second question mark, as of an address that was put together from two, is none of the name's.
  const marked = written.replace(/^\?/, '');
  const pair = marked.startsWith(AMP) ? marked.slice(AMP.length) : marked;
  return formPairs(pair, new Characters(''))[0];
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
