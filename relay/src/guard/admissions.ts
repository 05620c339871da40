import { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { stopHolds } from '../holds/stopping.js';
import type { Notice } from '../notify/notice.js';
import { loopReason, type LoopingWorkflow } from '../process/batch.js';
import { brokenChainNotice, loopNotice } from '../process/loop-notices.js';
import { switchedOff, switchedOffChange } from '../process/loop-switch.js';
import { ADMISSION_KEPT_MS } from '../retention/limits.js';
import type { StoredSwitch } from '../store/ports/switches.js';
import type { Store, Unit } from '../store/store.js';
import { performIsolated } from '../work/isolate.js';
import { decideQuestion, keep, type Admitted, type AdmitAnswer } from './admit.js';
import { closeBooks, openBooks, type GuardBooks } from './books.js';
import { questionOf, refuseTooOld, type Question } from './question.js';
import { GuardRules, type AdmitBody } from './rule.js';

export interface AdmissionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

/** A question that waits for its turn. */
interface Waiting {
  readonly question: Question;
  readonly answered: (answer: AdmitAnswer) => void;
  readonly refused: (error: unknown) => void;
}

/** Few enough that a delivery waits for some milliseconds only behind them. */
const AT_ONCE = 100;

/**
 * Answers whoever asks before acting on an event. What was asked meanwhile is decided together, in the order in which it
 * came and in one unit of work, over the same states as deliveries; an answer leaves once the disk has it, so that whoever
 * acts on it is counted whatever happens then.
 */
export class GuardAdmissions {
  readonly #parts: AdmissionParts;
  readonly #rules: GuardRules;
  #waiting: Waiting[] = [];
  #isAtWork = false;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
    this.#rules = new GuardRules(parts.config);
  }

  /** @throws {ConnectError} UNKNOWN_RULE, RULE_HAS_LIMITS, BAD_ADMISSION, EVENT_IN_THE_FUTURE, TOO_OLD_TO_TELL */
  async admit(body: AdmitBody): Promise<AdmitAnswer> {
    const question = questionOf(body, this.#rules.find(body), this.#parts.clock.now());
    return new Promise((answered, refused) => {
      this.#waiting.push({ question, answered, refused });
      if (!this.#isAtWork) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) await this.#answer(this.#waiting.splice(0, AT_ONCE));
    this.#isAtWork = false;
  }

  /**
   * Nothing is begun before this group is safe: what comes meanwhile is the next group, and costs one unit of work
   * together.
   */
  async #answer(group: readonly Waiting[]): Promise<void> {
    const decided: [Waiting, Reply][] = [];
    try {
      await performIsolated(group, {
        perform: async (members) => {
          const { replies, switched, isStopped } = await this.#decide(members);
          return () => {
            if (isStopped) this.#parts.wake();
            this.#parts.config().switches.adopt(switched);
            for (const [index, member] of members.entries()) {
              const reply = replies[index];
              if (reply !== undefined) decided.push([member, reply]);
            }
          };
        },
        setAside: (member, error) => {
          member.refused(error);
          return Promise.resolve();
        },
      });
      await this.#parts.store.synced();
    } catch (error) {
      for (const member of group) member.refused(error);
    }
    for (const [member, reply] of decided) tell(member, reply);
  }

  async #decide(members: readonly Waiting[]) {
    const { store, revisions, clock, config } = this.#parts;
    const now = clock.now();
    const questions = members.map(({ question }) => question);
    return store.turn(async (unit) => {
      const books = await openBooks(unit, questions, revisions);
      const { replies, admitted } = decideAll(questions, books, now);
      const woken = await closeBooks(unit, books, now);
      const news = admitted.filter(({ event }) => event.isNews).map(({ event }) => event);
      const told = await stopHolds(unit, news, { live: config(), holding: books.pending.holding, now });
      const isStopped = woken.length + told.length > 0;
      return { replies, switched: await breakLoops(unit, admitted, config()), isStopped };
    });
  }
}

type Reply = { readonly answer: AdmitAnswer } | { readonly refusal: ConnectError };

function tell(member: Waiting, reply: Reply): void {
  if ('answer' in reply) member.answered(reply.answer);
  else member.refused(reply.refusal);
}

/**
 * Two leads have no event in common: whoever sends the id of a run, or of nothing, would be answered about all leads what was answered
 * about the first.
 */
function refuseAnotherLead({ eventId, leadKey }: Question, { admissions, occurrences }: GuardBooks): void {
  const occurrence = occurrences.get(eventId);
  const known = occurrence === undefined ? admissions.leadOf(eventId) : occurrence.leadKey;
  if (known === undefined || known === leadKey) return;
  throw new ConnectError(
    'EVENT_ID_TAKEN',
    `the event "${eventId}" is known, and was of another lead`,
    'Hand the event on as it came, with its own id and its lead; an event of your own making needs an id of its own.',
  );
}

/** Decides questions one after the other, each on what the ones before it left in the books. */
function decideAll(questions: readonly Question[], books: GuardBooks, now: number) {
  const admitted: Admitted[] = [];
  const replies = questions.map((question): Reply => {
    try {
      refuseAnotherLead(question, books);
    } catch (refusal) {
      return { refusal: refusal as ConnectError };
    }
    const before = books.admissions.answerTo(question);
    if (before !== undefined) return { answer: JSON.parse(before) as AdmitAnswer };
    try {
      // A dry run acts on nothing, so that nothing can be done twice by it.
      if (!question.isDryRun) refuseTooOld(question, now);
    } catch (refusal) {
      return { refusal: refusal as ConnectError };
    }
    const found = decideQuestion(question, books, now);
    const { answer, event } = found;
    // What could not be decided changes nothing, and can be asked again.
    if (question.isDryRun || answer.outcome === 'failed') return { answer };
    keep(question, found, books, now);
    admitted.push(found);
    books.admissions.add({
      eventId: answer.eventId,
      rule: answer.rule,
      step: answer.step,
      leadKey: event.occurrence.leadKey,
      prior: JSON.stringify(event.prior),
      answer: JSON.stringify(answer),
      expiresAt: now + ADMISSION_KEPT_MS,
    });
    return { answer };
  });
  return { replies, admitted };
}

/** A workflow that causes itself is switched off, or told of, as where a delivery has triggered it. */
async function breakLoops(
  unit: Unit,
  admitted: readonly Admitted[],
  config: LiveConfig,
): Promise<readonly StoredSwitch[]> {
  const looping = new Map<string, LoopingWorkflow>();
  const notices = new Map<string, Notice>();
  for (const { selfCausing, event } of admitted) {
    if (selfCausing === null) continue;
    const caused = { ...selfCausing, occurrence: event.occurrence };
    if (selfCausing.heldBackBy === 'rate limit') {
      notices.set(selfCausing.workflowId, brokenChainNotice(caused, config));
      continue;
    }
    const found = { ...caused, reason: loopReason(event.occurrence) };
    looping.set(selfCausing.workflowId, found);
    notices.set(selfCausing.workflowId, loopNotice(found, config));
  }
  const switched = [...looping.values()].map((each) => switchedOff(each, config));
  if (switched.length > 0) await unit.switches.save(switched);
  for (const each of looping.values()) await unit.audit.record(switchedOffChange(each));
  for (const notice of notices.values()) await unit.notices.record(notice);
  return switched;
}
