import type { Migration } from 'kysely';
import { createFirstTables } from './migrations/0001-first.js';
import { createInbox } from './migrations/0002-inbox.js';
import { dateLeadStates } from './migrations/0003-lead-retention.js';
import { indexWhatIsPending } from './migrations/0004-lists-of-what-is-pending.js';
import { dateReplays } from './migrations/0005-replays-in-the-inbox.js';
import { divideQuarantine } from './migrations/0006-quarantine-pools.js';
import { indexRepeats } from './migrations/0007-repeats.js';
import { normalisePhoneKeys } from './migrations/0008-phone-keys.js';
import { createStoredSecrets } from './migrations/0009-stored-secrets.js';
import { keepAnswers } from './migrations/0010-answers-of-destinations.js';
import { tellWhatCallsBringAbout } from './migrations/0011-what-calls-bring-about.js';
import { keepDeadlines } from './migrations/0012-deadlines.js';
import { resolveNotifications } from './migrations/0013-resolved-notifications.js';
import { createAccountNames } from './migrations/0014-account-names.js';
import { createKeysAndAudit } from './migrations/0015-keys-and-audit.js';
import { tellOriginsOfRevisions } from './migrations/0016-origins-of-revisions.js';
import { createAlarms } from './migrations/0017-alarms.js';
import { keepSavesOfOthers } from './migrations/0018-saves-of-other-workflows.js';
import { keepHalts } from './migrations/0019-halts.js';
import { createAdmissions } from './migrations/0020-admissions.js';
import { keepWhomActionsStandBehind } from './migrations/0021-whom-actions-stand-behind.js';
import { createHolds } from './migrations/0022-holds.js';
import { createSubscriptions } from './migrations/0024-subscriptions.js';
import { indexEndingsOfNumbers } from './migrations/0025-endings-of-numbers.js';
import { createSessions } from './migrations/0028-sessions.js';
import { registerRelays } from './migrations/0031-relays.js';
import { createLinksAndSharedKeys } from './migrations/0032-links-and-shared-keys.js';
import { keepHoldersOfHalts } from './migrations/0033-holders-of-halts.js';
import { noteUnreadyRelays } from './migrations/0034-unready-relays.js';
import { noteLeadsInInbox } from './migrations/0035-leads-in-the-inbox.js';
import { noteRefusedConfigurations } from './migrations/0036-refused-configurations.js';
import { keepOpenSecrets } from './migrations/0037-open-secrets.js';
import { keepRelayHomes } from './migrations/0038-relay-homes.js';

/** In order; a released one never changes. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': { up: createFirstTables },
  '0002-inbox': { up: createInbox },
  '0003-lead-retention': { up: dateLeadStates },
  '0004-lists-of-what-is-pending': { up: indexWhatIsPending },
  '0005-replays-in-the-inbox': { up: dateReplays },
  '0006-quarantine-pools': { up: divideQuarantine },
  '0007-repeats': { up: indexRepeats },
  '0008-phone-keys': { up: normalisePhoneKeys },
  '0009-stored-secrets': { up: createStoredSecrets },
  '0010-answers-of-destinations': { up: keepAnswers },
  '0011-what-calls-bring-about': { up: tellWhatCallsBringAbout },
  '0012-deadlines': { up: keepDeadlines },
  '0013-resolved-notifications': { up: resolveNotifications },
  '0014-account-names': { up: createAccountNames },
  '0015-keys-and-audit': { up: createKeysAndAudit },
  '0016-origins-of-revisions': { up: tellOriginsOfRevisions },
  '0017-alarms': { up: createAlarms },
  '0018-saves-of-other-workflows': { up: keepSavesOfOthers },
  '0019-halts': { up: keepHalts },
  '0020-admissions': { up: createAdmissions },
  '0021-whom-actions-stand-behind': { up: keepWhomActionsStandBehind },
  '0022-holds': { up: createHolds },
  '0024-subscriptions': { up: createSubscriptions },
  '0025-endings-of-numbers': { up: indexEndingsOfNumbers },
  '0028-sessions': { up: createSessions },
  '0031-relays': { up: registerRelays },
  '0032-links-and-shared-keys': { up: createLinksAndSharedKeys },
  '0033-holders-of-halts': { up: keepHoldersOfHalts },
  '0034-unready-relays': { up: noteUnreadyRelays },
  '0035-leads-in-the-inbox': { up: noteLeadsInInbox },
  '0036-refused-configurations': { up: noteRefusedConfigurations },
  '0037-open-secrets': { up: keepOpenSecrets },
  '0038-relay-homes': { up: keepRelayHomes },
};
