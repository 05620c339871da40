import { isPlaceholder } from './url-placeholders.js';

/** A service whose addresses are keys: whoever knows one may use it. */
interface SecretPath {
  /** The address up to its secret part, without the protocol. */
  readonly before: RegExp;
}

/**
 * Addresses whose path is the secret, as their services give them out: Slack, Zapier, Make (formerly Integromat),
 * Microsoft Teams, Discord, Telegram, n8n's and Pipedream's clouds. Everything from the first secret segment on is.
 */
const SECRET_PATHS: readonly SecretPath[] = [
  { before: /^hooks\.slack\.com\/(?:services|workflows|triggers)\// },
  { before: /^hooks\.zapier\.com\/hooks\/(?:catch|standard)\// },
  { before: /^hook\.(?:[a-z0-9-]+\.)?(?:make\.com|make\.celonis\.com|integromat\.com)\// },
  { before: /^(?:[a-z0-9-]+\.)?webhook\.office\.com\/webhook(?:b2)?\// },
  { before: /^outlook\.office(?:365)?\.com\/webhook\// },
  { before: /^(?:[a-z0-9-]+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\// },
  { before: /^api\.telegram\.org\/bot/ },
  { before: /^[a-z0-9-]+\.app\.n8n\.cloud\/webhook(?:-test)?\// },
];

/**
 * Where in an address, given without its query and fragment, the secret part of its path begins; null where none is known
 * to, or where its last part says itself that it is kept elsewhere. Names of hosts are compared in lower case, and a port
 * is passed over.
 */
export function secretPathAt(address: string): number | null {
  const [, protocol = '', host = '', port = '', path = ''] =
    /^([a-z][a-z\d+.-]*:\/\/(?:[^/@]*@)?|\/\/)?([^/:]*)(:\d+)?([^]*)$/i.exec(address) ?? [];
  if (isPlaceholder(path.slice(path.lastIndexOf('/') + 1))) return null;
  const plain = host.toLowerCase() + path;
  for (const { before } of SECRET_PATHS) {
    const [found] = before.exec(plain) ?? [];
    if (found === undefined || found.length === plain.length) continue;
    return protocol.length + port.length + found.length;
  }
  return null;
}
