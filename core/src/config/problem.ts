/** One thing wrong with a configuration document, or worth a warning. Holds no secret: it may be shown and logged. */
export interface ConfigProblem {
  /** Stable, upper snake case; safe to switch on. */
  readonly code: string;
  /** Where, as in `endpoints[0].apiUrl`; empty for the document as a whole. */
  readonly path: string;
  /** What the place belongs to, as people call it: `the workflow "Sales"`; absent where nothing there has a name. */
  readonly part?: string;
  /** What was received, shortened, with secrets masked. */
  readonly value: string;
  /** What is wrong, as a sentence without the path. */
  readonly message: string;
  /** What a person can do about it. */
  readonly remedy: string;
  /**
   * Set where an earlier version accepted such a value: a mistake of what is new or changed, and a warning about what
   * was accepted before.
   */
  readonly tightened?: true;
}

export type Path = readonly PropertyKey[];

/** A path as people write it: `workflows[0].events[1].type`, `hooks[0].fields["lead mail"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${String(step)}]`;
    else if (typeof step === 'string' && /^[A-Za-z_$][\w$]*$/.test(step))
      text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(String(step))}]`;
  }
  return text;
}

/** The problem as one paragraph: where, what was received, what is wrong, what to do. */
export function formatProblem(problem: ConfigProblem): string {
  const place = problem.path === '' ? 'The document' : problem.path;
  const where = problem.part === undefined ? place : `${place} of ${problem.part}`;
  return `${where} (received ${problem.value}): ${problem.message} ${problem.remedy} [${problem.code}]`;
}
