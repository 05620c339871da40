/**
 * The destination names of a row's Mapped To: separated by commas, trimmed, blanks dropped, each once
 * (domain-facts D.3). A dot or bracket is part of a name: Convoso knows no nested structures.
 *
 * @example
 * ```ts
 * destinationNames('Email, Contact, ,Email');
 * // → ['Email', 'Contact']
 * ```
 */
export function destinationNames(mappedTo: string): readonly string[] {
  if (!mappedTo.includes(',')) {
    const name = mappedTo.trim();
    return name === '' ? [] : [name];
  }
  return [
    ...new Set(
      mappedTo
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ];
}
