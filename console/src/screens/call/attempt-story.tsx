import type { Attempt, InputData } from '../../api/types.js';
import { Badge, Mark } from '../../parts/badge.js';
import { Copy } from '../../parts/copy.js';
import { Facts } from '../../parts/facts.js';
import { Block, Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { ATTEMPT_TOLD, DIAGNOSIS_TOLD } from '../../words/states.js';
import { duration } from '../../words/time.js';
import { pretty, resultText } from '../../words/values.js';

type Shown = Pick<
  Attempt & InputData,
  | 'at'
  | 'durationMs'
  | 'method'
  | 'url'
  | 'body'
  | 'status'
  | 'outcome'
  | 'result'
  | 'reason'
  | 'answer'
  | 'diagnosis'
>;

interface AttemptStoryProps {
  readonly attempt: Shown;
  /** So that the headings of a screen leave no level out. */
  readonly heading?: 'h2' | 'h5';
}

/** One try: what was sent (Input Data), what was answered, and where to look when that was no plain success. */
export function AttemptStory({ attempt, heading: Heading = 'h5' }: AttemptStoryProps) {
  const { at, durationMs, method, url, body, status, outcome, result, reason, answer, diagnosis } = attempt;
  return (
    <div class="attempt">
      <Facts
        label="This attempt"
        facts={[
          ['Outcome', <Badge told={ATTEMPT_TOLD[outcome]} />],
          ['Sent', <Time at={at} />],
          ['Took', duration(durationMs)],
          ['Answer', status === null ? 'none' : `status ${String(status)}`],
          ['Result', <Text none="null">{resultText(result)}</Text>],
        ]}
      />
      {reason !== null && (
        <p class="reason">
          Why: <Said>{reason}</Said>
        </p>
      )}
      <Heading>Input Data</Heading>
      <Block label="Input Data">{`${method} ${url}${body === null ? '' : `\n\n${pretty(body)}`}`}</Block>
      <Copy text={`${method} ${url}${body === null ? '' : `\n\n${body}`}`} label="Copy Input Data" />
      <Heading>Answer</Heading>
      {answer === null ? (
        <p class="none">Nothing was answered.</p>
      ) : (
        <>
          <Block label="Answer">{answer.body === '' ? '(an empty body)' : pretty(answer.body)}</Block>
          {answer.truncated && <p class="none">Only the beginning of the answer is kept.</p>}
        </>
      )}
      {diagnosis !== null && (
        <>
          <Heading>Where to look, in this order</Heading>
          <ol class="checks">
            {diagnosis.checks.map(({ check, verdict, text, remedy }) => (
              <li key={check}>
                <Mark verdict={VERDICTS[verdict]} told={DIAGNOSIS_TOLD[verdict].text} />
                <span>
                  <Said>{text}</Said>
                  {'. '}
                  {remedy !== null && <Said>{remedy}</Said>}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

const VERDICTS = { ok: 'yes', suspect: 'no', unknown: 'unknown' } as const;
