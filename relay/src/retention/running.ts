import type { LiveConfig } from '../config/live-config.js';
import type { RetentionParts } from './retention.js';

/** What retention takes from the running configuration, each time as it is then. */
export function retentionOf(
  config: () => LiveConfig,
): Pick<RetentionParts, 'settings' | 'config' | 'forgetSwitches'> {
  return {
    settings: () => {
      const { retention, liveCallExpiresMinutes } = config().resolved.settings;
      return { ...retention, liveCallExpiresMinutes };
    },
    config: () => config().revision.config,
    forgetSwitches: (parts) => config().switches.drop(parts),
  };
}
