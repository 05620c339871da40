import { parseHeaderList } from '../endpoint/header-list.js';
import { MASK } from '../secrets/mask-values.js';
import type { ConfigProblem } from './problem.js';

/** What keeps a header list from being sent, as problems of the configuration. */
export function headerProblems(text: string, path: string): ConfigProblem[] {
  return parseHeaderList(text).problems.map(({ code, message, remedy }) => ({
    code,
    path,
    value: MASK,
    message,
    remedy,
  }));
}

/** The headers that go out without being set, as warnings. */
export function droppedHeaderWarnings(text: string, path: string): ConfigProblem[] {
  return parseHeaderList(text).dropped.map(({ name, reason }) => ({
    code: 'HEADER_DROPPED',
    path,
    value: MASK,
    message: `The header ${name} is not sent as written: ${reason}.`,
    remedy: `Remove ${name} from the list.`,
  }));
}
