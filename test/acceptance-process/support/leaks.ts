/** Something that the relay wrote or said, and where. */
export interface Text {
  readonly where: string;
  readonly text: string;
}

/** The forms in which a secret could turn up: as it is, and as the encodings on its way would write it. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    ...[secret, inJson].map(encodeURIComponent),
    new URLSearchParams({ '': secret }).toString().slice(1),
    secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
}

/** How many times a secret, in one of its forms, is looked for in a text. */
export function checksOf(secrets: Readonly<Record<string, string>>, texts: readonly Text[]): number {
  const forms = Object.values(secrets).map((secret) => new Set(formsOf(secret)).size);
  return forms.reduce((sum, count) => sum + count, 0) * texts.length;
}

/** Which secret can be read where, with what stands around it the first time. */
export function leaks(secrets: Readonly<Record<string, string>>, texts: readonly Text[]): string[] {
  const found = new Map<string, string>();
  for (const [name, secret] of Object.entries(secrets)) {
    for (const form of new Set(formsOf(secret))) {
      for (const { where, text } of texts) {
        const at = text.indexOf(form);
        const place = `${name} in ${where}`;
        if (at === -1 || found.has(place)) continue;
        found.set(place, `…${text.slice(Math.max(0, at - 60), at + form.length + 20)}…`);
      }
    }
  }
  return [...found].map(([place, around]) => `${place}: ${around}`);
}
