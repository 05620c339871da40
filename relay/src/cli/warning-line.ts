import { visibleText } from '@convoso-connect/core';
import type { ConfigProblem } from '@convoso-connect/core/config';

/** What the configuration is warned about, on one line. */
export function warningLine({
  path,
  message,
  remedy,
}: Pick<ConfigProblem, 'path' | 'message' | 'remedy'>): string {
  return `! ${visibleText(`${path}: ${message} ${remedy}`)}`;
}
