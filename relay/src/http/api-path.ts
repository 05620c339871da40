/** As often as a path may have been encoded by one who passed it on. */
const MOST_DECODINGS = 3;

/** In characters. What is trimmed at its end must be short: a search from each place on takes the square of the length. */
const LONGEST_STEP = 64;

/**
 * Whether whoever wrote a path meant the API, however it is written: below something else, as in `/v1/api/secrets`,
 * percent-encoded, with look-alike letters, dots, backslashes or blanks. Such a request may hold a secret or a key. What
 * leads to `hooks` below an `api` is a call.
 */
export function looksLikeApi(path: string): boolean {
  const steps = stepsOf(path);
  return steps.some((step, index) => step === 'api' && steps[index + 1] !== 'hooks');
}

/** The steps of a path as they are meant: in small letters, without what encodings, `..` and ornaments add. */
function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const written of decoded(path)
    .normalize('NFKC')
    .toLowerCase()
    .split(/[/\\]+/)) {
    if (written === '..') steps.pop();
    const step = plainStep(written);
    if (step !== '') steps.push(step);
  }
  return steps;
}

/** Of `api;v=1`, `api?v=1`, ` api` and `api.` the name alone. One that is long is none of ours, and stays as it is. */
function plainStep(written: string): string {
  const name = written.replace(/[;?#].*/su, '');
  return name.length > LONGEST_STEP ? name : name.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function decoded(path: string): string {
  let text = path;
  for (let round = 0; round < MOST_DECODINGS; round++) {
    const next = text.replace(/(?:%[0-9a-f]{2})+/giu, decodedPart);
    if (next === text) break;
    text = next;
  }
  return text;
}

/** Bytes that are no text stay as they are: the rest of the path still says what is meant. */
function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
