import type { Alarm, Today } from '../../api/types.js';
import { Said } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { wayOf } from '../../words/alarms.js';
import type { Tone } from '../../words/states.js';
import { withoutCommand } from '../../words/commands.js';

type Next = Today['next'];

interface Way {
  readonly tone: Tone;
  /** Where it is done; null where nothing is to be done here. */
  readonly path: string | null;
  readonly link: string;
}

const WAYS: Readonly<Record<Next['step'], Way>> = {
  'not-ready': { tone: 'bad', path: null, link: '' },
  // Where it leads to depends on what goes wrong.
  alarm: { tone: 'bad', path: null, link: '' },
  'not-delivered': { tone: 'bad', path: '/failures', link: 'See what failed' },
  'turned-away': { tone: 'waiting', path: '/turned-away', link: 'See what was turned away' },
  paused: { tone: 'waiting', path: '/pending', link: 'See the pauses' },
  // It stands with the rest of what is wrong further down.
  wrong: { tone: 'bad', path: null, link: '' },
  waiting: { tone: 'waiting', path: '/pending', link: 'See why it waits' },
  'first-call': { tone: 'waiting', path: null, link: '' },
  nothing: { tone: 'good', path: null, link: '' },
};

interface NextStepProps {
  readonly next: Next;
  readonly alarms: readonly Alarm[];
}

/** What to do next, in one sentence. */
export function NextStep({ next, alarms }: NextStepProps) {
  const { step, sentence, about } = next;
  const { tone, path, link } = WAYS[step];
  const alarm = step === 'alarm' ? alarms.find(({ key }) => key === about) : undefined;
  const way = alarm === undefined ? null : wayOf(alarm);
  return (
    <div class={`notice ${tone}`} role="status">
      <p>
        <strong>
          <Said>{withoutCommand(sentence)}</Said>
        </strong>{' '}
        {path !== null && <Link href={hrefOf(path)}>{link}</Link>}
        {way !== null && <Link href={hrefOf(way.path, way.query)}>{way.link}</Link>}
      </p>
    </div>
  );
}
