/**
 * What the secret in a header may mean, the likeliest first. HTTP leaves open what the bytes of a header are: servers
 * read one character for each byte, and most senders write UTF-8.
 */
export function secretReadings(header: string): readonly string[] {
  const bytes = Uint8Array.from(header, (character) => character.charCodeAt(0));
  return [header, new TextDecoder().decode(bytes)];
}

/** How the secret of a hook may arrive: a header comes without the blanks around it. Empty where there is no secret. */
export function secretSpellings(secret: string): readonly string[] {
  return [secret, secret.trim()].filter((text) => text.trim() !== '');
}
