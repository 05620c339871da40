import { note, type ReadingNote } from './notes.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/i;

/** The charset that a Content-Type declares, where the platform knows it; null where none is declared or known. */
export function charsetOf(contentType: string): string | null {
  const declared = CHARSET.exec(contentType)?.[1];
  return declared === undefined ? null : knownCharset(declared);
}

function knownCharset(label: string): string | null {
  return decoderOf(label)?.encoding ?? null;
}

/** Making a decoder takes longer than most bodies do; there are only so many labels that mean one. */
const decoders = new Map<string, TextDecoder>();

function decoderOf(label: string): TextDecoder | null {
  const folded = label.toLowerCase();
  let decoder = decoders.get(folded);
  if (decoder === undefined) {
    try {
      decoder = new TextDecoder(folded);
    } catch {
      return null;
    }
    decoders.set(folded, decoder);
  }
  return decoder;
}

const UTF_8 = 'utf-8';

/** What bytes are that are no UTF-8 and declare nothing: the one charset in which no byte is impossible. */
const FALLBACK = 'windows-1252';

/** Makes text of the bytes of one delivery, and remembers where it had to guess. Any bytes become well-formed text. */
export class Characters {
  readonly #declared: string | null;
  readonly #unknown: string | null;
  #guessed = false;

  constructor(contentType: string) {
    const label = CHARSET.exec(contentType)?.[1];
    this.#declared = label === undefined ? null : knownCharset(label);
    this.#unknown = label !== undefined && this.#declared === null ? label : null;
  }

  /** The text of a body. A byte order mark says more than a declaration does. */
  body(bytes: Uint8Array): string {
    return this.#decode(bytes, markedCharset(bytes) ?? this.#declared);
  }

  /** The value of form-encoded text: `+` is a blank, `%xx` a byte, and a stray `%` stands for itself. */
  formText(text: string): string {
    const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
    if (!spaced.includes('%')) return spaced;
    if (this.#declared === null || this.#declared === UTF_8) {
      try {
        return decodeURIComponent(spaced);
      } catch {
        // Some of it is no UTF-8, or no escape: it is taken byte by byte.
      }
    }
    return this.#escapes(spaced);
  }

  /** What a person should know of how the characters were read. */
  notes(): readonly ReadingNote[] {
    const notes: ReadingNote[] = [];
    if (this.#unknown !== null) {
      const message = `The Content-Type declares the charset "${this.#unknown.slice(0, 40)}", which nobody knows: it was read as UTF-8.`;
      notes.push(note('CHARSET_UNKNOWN', null, message));
    }
    if (this.#guessed) {
      const message =
        'It holds bytes that are no UTF-8: they were read as windows-1252. Let the sender declare the charset in its Content-Type.';
      notes.push(note('CHARSET_GUESSED', null, message));
    }
    return notes;
  }

  #decode(bytes: Uint8Array, charset: string | null): string {
    const declared = charset === null || charset === UTF_8 ? null : decoderOf(charset);
    if (declared !== null) return declared.decode(bytes);
    try {
      return UTF_8_OR_NOT.decode(bytes);
    } catch {
      this.#guessed = true;
      return decoderOf(FALLBACK)?.decode(bytes) ?? '';
    }
  }

  /**
   * Where all that is not escaped is ASCII, the text is bytes throughout, as in charsets whose characters end in an
   * ASCII byte; else each run of escapes is taken by itself.
   */
  #escapes(text: string): string {
    const run = ASCII.test(text) ? /^[^]+$/ : /(?:%[0-9a-f]{2})+/gi;
    return text.replace(run, (part) => this.#decode(bytesOf(part), this.#declared));
  }
}

const UTF_8_OR_NOT = new TextDecoder(UTF_8, { fatal: true });

// eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/;

function bytesOf(escaped: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at += 1) {
    const hex = escaped.charAt(at) === '%' ? escaped.slice(at + 1, at + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else {
      bytes.push(escaped.charCodeAt(at));
    }
  }
  return Uint8Array.from(bytes);
}

function markedCharset(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? UTF_8 : null;
}
