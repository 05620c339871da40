import { ConnectError } from '@convoso-connect/core';
import { RELAY_API, SCOPES, type AnswerOf, type Scope } from '@convoso-connect/core/relay-contract';
import { DONE, type Serve } from '../api/serve.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { iso } from '../iso.js';
import { openingOf, type Access } from './access.js';
import type { NamedKeys } from './named-keys.js';
import { IDLE_MS, csrfTokenOf, type Session } from './sessions.js';

const { session, sessions: browsers, links, key: adminKey } = RELAY_API;

const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

export interface AccessRouteParts {
  readonly access: Access;
  readonly keeper: ConfigKeeper;
}

/** Sessions, sign-in links and the admin key. */
export function serveAccess(
  serve: Serve,
  { access: { key, keys, sessions, sessionCookie, door, signInLink, now }, keeper }: AccessRouteParts,
): void {
  serve(session.get, ({ request }) => {
    const opening = openingOf(request);
    if (opening.by === 'key') return { by: 'key' } as const;
    const { id, endsAt } = opening.session;
    return {
      by: 'session',
      id,
      who: opening.actor.who,
      scopes: opening.named?.scopes ?? ALL_SCOPES,
      admin: opening.named === null,
      csrfToken: csrfTokenOf(opening.cookie),
      endsAt: iso(endsAt),
      idleMinutes: IDLE_MS / 60_000,
    } as const;
  });
  serve(session.end, async ({ request, response, change }) => {
    const opening = openingOf(request);
    if (opening.by !== 'session') {
      change.none();
      return DONE;
    }
    await sessions.end(opening.session.id);
    change.note({ part: `session:${opening.session.id}` });
    const host = request.headers.host ?? '';
    response.setHeader('set-cookie', sessionCookie.header('', { host, maxAgeSeconds: 0 }));
    return DONE;
  });
  serve(browsers.list, ({ request }) => {
    const opening = openingOf(request);
    const own = opening.by === 'session' ? opening.session.id : null;
    return {
      timeZone: keeper.current.revision.config.account.timeZone,
      sessions: sessions.list().map((each) => sessionEntry(each, { keys, own, now: now() })),
    };
  });
  serve(browsers.end, async ({ params: { id }, change }) => {
    if ((await sessions.end(id)) === null) throw unknownSession(id);
    change.note({ part: `session:${id}` });
    return DONE;
  });
  serve(links.create, async ({ change }) => {
    if (door.reach === 'off') throw consoleOff();
    change.note({ part: 'sign-in link' });
    return { url: await signInLink() };
  });
  serve(adminKey.get, () => ({ source: key.source }));
  serve(adminKey.rotate, async ({ change }) => {
    await key.rotate();
    await sessions.endAll();
    change.note({ part: 'admin key' });
    return DONE;
  });
}

function sessionEntry(
  { id, with: signedInWith, madeAt, lastUsedAt, endsAt }: Session,
  { keys, own, now }: { keys: NamedKeys; own: string | null; now: number },
): AnswerOf<typeof browsers.list>['sessions'][number] {
  const keyId = signedInWith.by === 'key' ? signedInWith.keyId : null;
  return {
    id,
    with: signedInWith.by === 'admin' ? 'admin key' : signedInWith.by,
    keyId,
    keyName: keys.list(now).find((key) => key.id === keyId)?.name ?? null,
    madeAt: iso(madeAt),
    lastUsedAt: iso(lastUsedAt),
    endsAt: iso(endsAt),
    own: id === own,
  };
}

function unknownSession(id: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_SESSION',
    `no browser is signed in as "${id.slice(0, 60)}"`,
    'It may have ended by itself. Take the id from GET /api/sessions.',
  );
}

function consoleOff(): ConnectError {
  return new ConnectError(
    'CONSOLE_OFF',
    'settings.console is "off", so that no browser can sign in',
    'Set it to "local", or to "public" where the console is to be under settings.publicUrl as well.',
  );
}
