import { relay } from '../../api/session.js';
import type { Alarm } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { useDoing } from '../../parts/doing.js';
import { Refusal } from '../../parts/refusal.js';
import { Said, Time } from '../../parts/time.js';
import { Text } from '../../parts/text.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { acknowledgingText, wayOf } from '../../words/alarms.js';
import { withoutCommand } from '../../words/commands.js';
import { useMayOperate } from '../../frame/account.js';

interface AlarmsProps {
  readonly alarms: readonly Alarm[];
  readonly changed: () => void;
}

/** What goes wrong now. Who acknowledges one says that somebody is on it. */
export function Alarms({ alarms, changed }: AlarmsProps) {
  return (
    <>
      <h2>Alarms</h2>
      {alarms.length === 0 && <p class="lead">None. You are told here, and by mail where that is set up.</p>}
      <ul class="cards" aria-label="Alarms">
        {alarms.map((alarm) => (
          <li key={alarm.key} class="card">
            <OneAlarm alarm={alarm} changed={changed} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OneAlarm({ alarm, changed }: { readonly alarm: Alarm; readonly changed: () => void }) {
  const { key, message, since, state, acknowledgedBy, acknowledgedAt } = alarm;
  const way = wayOf(alarm);
  const doing = useDoing();
  const mayOperate = useMayOperate();
  const acknowledge = () =>
    doing.run(async () => {
      await relay.alarms.acknowledge({ key });
      changed();
    });
  return (
    <>
      <p>
        <Said>{withoutCommand(message)}</Said>
      </p>
      <Refusal error={doing.error} />
      <div class="buttons">
        {state === 'open' ? (
          <>
            <Badge told={{ tone: 'bad', text: 'Open' }} />
            {mayOperate && (
              <>
                <button type="button" disabled={doing.busy} onClick={() => void acknowledge()}>
                  Acknowledge
                </button>
                <span class="hint">{acknowledgingText(alarm)}</span>
              </>
            )}
          </>
        ) : (
          <>
            <Badge told={{ tone: 'waiting', text: 'Acknowledged' }} />
            <span class="hint">
              by <Text>{acknowledgedBy}</Text>, <Time at={acknowledgedAt} />
            </span>
          </>
        )}
        {way !== null && <Link href={hrefOf(way.path, way.query)}>{way.link}</Link>}
        <span class="hint">
          since <Time at={since} />
        </span>
      </div>
    </>
  );
}
