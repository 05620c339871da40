import { answerBodyKind, type Masker, type NamedValue, type SendOutcome } from '@convoso-connect/core';

/** What is kept of an answer in the log, as JSON; credentials are masked already. */
export interface KeptAnswer {
  readonly status: number;
  /** Those that tell what the destination meant; by lower-cased name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning, in its own charset. */
  readonly body: string;
  /** Whether the answer goes on after what is kept. */
  readonly truncated: boolean;
}

/** Headers that tell what the destination meant, or by which its support finds the request. */
const KEPT_HEADERS = [
  'content-type',
  'content-encoding',
  'location',
  'retry-after',
  'allow',
  'www-authenticate',
  'server',
  'via',
  'x-powered-by',
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'x-trace-id',
  'x-hubspot-correlation-id',
  'cf-ray',
] as const;

const MOST_BODY_BYTES = 4_096;
const MOST_HEADER_LENGTH = 500;

/** What is kept of an answer, or of the part of one that came before the connection broke; null without any. */
export function keptAnswer(outcome: SendOutcome, masker: Masker): KeptAnswer | null {
  const answer = outcome.kind === 'answered' ? outcome : outcome.partial;
  if (answer === undefined) return null;
  const found: NamedValue[] = [];
  for (const name of KEPT_HEADERS) {
    const value = answer.headers[name];
    if (value !== undefined) found.push({ name, value });
  }
  // Masked before it is cut: half a credential at the cut would not be known for one.
  const headers = masker
    .headers(found)
    .map(({ name, value }) => [name, value.slice(0, MOST_HEADER_LENGTH)] as const);
  const masked = masker.body(answer.body, answerBodyKind(answer.body));
  const body = firstBytes(masked, MOST_BODY_BYTES);
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    body,
    truncated: body.length < masked.length || outcome.kind === 'failed' || outcome.truncated,
  };
}

/** As much of a text as so many bytes of UTF-8 hold, without half a character. */
function firstBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  return new TextDecoder().decode(Buffer.from(text).subarray(0, most), { stream: true });
}
