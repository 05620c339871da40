/** A settled configuration as a document that can be shown, changed and accepted again. */
export function documentOf(config: object): Record<string, unknown> {
  return { ...config };
}
