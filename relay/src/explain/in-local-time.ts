import { localTime, withLocalTimes } from './local-time.js';
import type { ActionReport, OccurrenceReport } from './report.js';

/** A report with the times in its sentences by the account's clock, for people; what was sent stays as it was. */
export function inLocalTime(report: OccurrenceReport): OccurrenceReport {
  const said = <T extends { readonly reason: string | null }>(part: T): T =>
    part.reason === null ? part : { ...part, reason: withLocalTimes(part.reason, report.timeZone) };
  return {
    ...report,
    decisions: report.decisions.map((decision) => ({
      ...said(decision),
      checks: decision.checks.map(said),
    })),
    actions: report.actions.map((action): ActionReport => ({
      ...said(action),
      skippedWhenDue:
        action.skippedWhenDue === null ? null : withLocalTimes(action.skippedWhenDue, report.timeZone),
      dueAt: localTime(action.dueAt, report.timeZone),
      nextAttemptAt: action.nextAttemptAt === null ? null : localTime(action.nextAttemptAt, report.timeZone),
      heldBy: action.heldBy === null ? null : said(action.heldBy),
      checks: action.checks.map(said),
      attempts: action.attempts.map((attempt) => ({
        ...said(attempt),
        at: localTime(attempt.at, report.timeZone),
      })),
    })),
  };
}
