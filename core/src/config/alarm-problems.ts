import { heartbeatUrlFault } from './secret-addresses.js';
import { documentPlace, placesAt, textsAt } from './places.js';
import type { ConfigProblem } from './problem.js';
import { problem } from './references.js';

/** What `settings.alarms` needs to be of any use, in the document as it was written. */
export function alarmProblems(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  const mails = ['settings.alarms.email', 'settings.notifications.email'].flatMap((place) =>
    placesAt(document, place),
  );
  const digests = mails.length > 0 ? [] : placesAt(document, 'settings.alarms.digestAt');
  return [
    ...digests.map((digest) =>
      problem(digest, {
        code: 'DIGEST_WITHOUT_EMAIL',
        message: 'The digest goes by mail, and there is no address to send it to.',
        remedy: 'Set settings.alarms.email, or remove digestAt.',
      }),
    ),
    ...textsAt(document, 'settings.alarms.heartbeatUrl').flatMap((heartbeat) => {
      const fault = heartbeatUrlFault(heartbeat.value);
      return fault === null || heartbeat.value.trim() === '' ? [] : [problem(heartbeat, fault)];
    }),
  ];
}
