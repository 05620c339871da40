import { charsetOf as labelledCharset } from '../payload/characters.js';

/**
 * The bytes of an answer as text, in its own charset: that of its Content-Type, else of its byte order mark, else of
 * its XML declaration or HTML head, else UTF-8. A charset that is not known is read as UTF-8. Never throws; what the
 * charset does not have becomes a replacement character, and half a character at a cut is left out.
 */
export function answerText(bytes: Uint8Array, contentType: string | null): string {
  const charset = charsetIn(bytes, contentType) ?? 'utf-8';
  return decoderOf(charset).decode(bytes, { stream: true });
}

function charsetIn(bytes: Uint8Array, contentType: string | null): string | null {
  const labelled = labelledCharset(contentType ?? '');
  if (labelled !== null) return labelled;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  const declared =
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)/i.exec(head) ??
    /<meta[^>]*\bcharset\s*=\s*["']?([^\s"'/>;]+)/i.exec(head);
  return declared?.[1] ?? null;
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
