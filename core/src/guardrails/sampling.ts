/**
 * Where a lead stands in the sample of a workflow: a number in [0, 100) that depends on nothing but the two ids, so
 * that it is the same every time, differs between workflows, and is spread evenly (domain-facts J.5).
 */
export function samplePoint(workflowId: string, subject: string): number {
  return (mixed(fnv1a(`${workflowId}\n${subject}`)) / 2 ** 32) * 100;
}

/**
 * Whether Perform Action On takes this lead in: none at 0, all at 100, and whoever is in stays in as it grows.
 *
 * @example
 * ```ts
 * [isInSample('reminder', '555', 0), isInSample('reminder', '555', 100)];
 * // → [false, true]
 * ```
 */
export function isInSample(workflowId: string, subject: string, percent: number): boolean {
  return samplePoint(workflowId, subject) < percent;
}

/** FNV-1a of 32 bits over UTF-16 code units, low byte first. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** The finalizer of MurmurHash3: FNV alone leaves ids that differ in their last digit close to one another. */
function mixed(hash: number): number {
  let mix = hash;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
