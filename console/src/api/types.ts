import type { RelayClient } from '@convoso-connect/core/relay-client';

type Answer<
  Noun extends keyof RelayClient,
  Name extends keyof RelayClient[Noun],
> = RelayClient[Noun][Name] extends (...args: never[]) => Promise<infer Of> ? Of : never;

export type Today = Answer<'today', 'get'>;
export type Found = Answer<'search', 'find'>['found'][number];
export type Alarm = Answer<'alarms', 'list'>['alarms'][number];
export type CallSummary = Answer<'occurrences', 'list'>['occurrences'][number];
export type Story = Answer<'occurrences', 'get'>;
export type Decision = Story['decisions'][number];
export type Action = Story['actions'][number];
export type Attempt = Action['attempts'][number];
export type Diagnosis = NonNullable<Attempt['diagnosis']>;
export type KeptAnswer = NonNullable<Attempt['answer']>;
export type History = Answer<'leads', 'history'>;
export type LogPage = Answer<'logs', 'list'>;
export type LogEntry = LogPage['logs'][number];
export type InputData = Answer<'logs', 'get'>;
export type PendingAction = Answer<'pending', 'list'>['pending'][number];
export type Failures = Answer<'failures', 'list'>;
export type FailureGroup = Failures['failures'][number];
export type FailedAction = Answer<'failures', 'actions'>['actions'][number];
export type DoubtfulAction = Answer<'doubtful', 'list'>['actions'][number];
export type SentAgain = Answer<'failures', 'replay'>;
export type TurnedAway = Answer<'quarantine', 'list'>['quarantine'][number];
export type TurnedAwayRequest = Answer<'quarantine', 'get'>;
export type Endpoint = Answer<'endpoints', 'list'>['endpoints'][number];
export type Workflow = Answer<'workflows', 'list'>['workflows'][number];
export type Halt = Endpoint['halts'][number];
export type ActionState = Action['state'];
export type AttemptOutcome = Attempt['outcome'];
