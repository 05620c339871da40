/** `{secret:name}` in an API URL stands for a part of it that is kept elsewhere. */
const PLACEHOLDER = /\{secret:([^{}]*)\}/g;
const NOTHING_ELSE = /^(?:\{secret:[^{}]*\})+$/;

/** The names of the secret parts of a URL, in their order, each once. */
export function placeholdersIn(url: string): string[] {
  return [...new Set(Array.from(url.matchAll(PLACEHOLDER), ([, name = '']) => name))];
}

/** The URL with its secret parts, each as it is to stand in it; a placeholder for which there is none stays. */
export function fillPlaceholders(url: string, secretOf: (name: string) => string | undefined): string {
  return url.replace(PLACEHOLDER, (placeholder, name: string) => secretOf(name) ?? placeholder);
}

/** Whether a part of a URL says where its secret is kept, and nothing else: there is nothing to hide about it. */
export function isPlaceholder(part: string): boolean {
  return NOTHING_ELSE.test(part);
}
