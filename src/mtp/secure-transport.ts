/** Which addresses may be connected to, and which only unencrypted at a person's own choice (R-MTP.0). */
import { type AddressScope, addressScope } from './address-scope.ts';
import type { MtpProblem } from './mtp.ts';

/** What is known of an address before anything is sent to it. */
export type UrlAssessment =
  | {
      readonly ok: true;
      /** The whole address, as the parser understood it. */
      readonly url: URL;
      readonly encrypted: boolean;
      readonly scope: AddressScope;
    }
  | { readonly ok: false; readonly problem: MtpProblem };

/** Schemes by what they stand for; the page itself can only use the first two. */
export type MtpScheme = 'ws' | 'wss' | 'mqtt' | 'mqtts';
const PAGE_SCHEMES: readonly MtpScheme[] = ['wss', 'ws'];
const ENCRYPTED: ReadonlySet<string> = new Set(['wss', 'mqtts']);

/**
 * Reads the address of an Agent or a broker.
 * @param text as a person typed it
 * @param schemes that can be used here; absent: those of a page, `wss` and `ws`
 */
export function assessUrl(text: string, schemes: readonly MtpScheme[] = PAGE_SCHEMES): UrlAssessment {
  const address = text.trim();
  if (address === '')
    return bad('there is no address', 'Nothing was entered.', `Enter one such as ${example(schemes)}.`);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    const suggestion = `${schemes[0] ?? 'wss'}://${address.replace(/^[/:]+/, '')}`;
    return bad(
      'the address has no scheme',
      `An address begins with ${listOf(schemes)}.`,
      parse(suggestion) && !address.includes('@') ? `Try ${suggestion}` : `Enter one such as ${example(schemes)}.`,
    );
  }
  if (!isOneOf(scheme, schemes)) return wrongScheme(scheme, address, schemes);
  const url = parse(address);
  if (!url) {
    return bad('the address can’t be read', 'The host or the port in it is not valid.', `Compare: ${example(schemes)}`);
  }
  if (url.username !== '' || url.password !== '') {
    return bad(
      'the address carries a user name or a password',
      'Browsers do not send them for a WebSocket, and an address ends up in logs and links.',
      'Take them out of the address. A broker’s user name and password have fields of their own.',
    );
  }
  if (address.includes('#')) {
    return bad(
      'the address has a part after #',
      'A fragment is never sent to a server, and a WebSocket refuses it.',
      'Take it out; where # belongs to a path, write %23.',
    );
  }
  if (url.port === '0') return bad('the port is 0', 'No server can be reached there.', 'Enter the real port.');
  return { ok: true, url, encrypted: ENCRYPTED.has(scheme), scope: addressScope(url.hostname) };
}

/**
 * Whether to connect: encrypted always, plain towards this machine and the local network, plain beyond it only where
 * the person chose so for this very connection (R-MTP.0).
 */
export function mayConnect(assessment: Extract<UrlAssessment, { ok: true }>, allowPlain: boolean): boolean {
  return assessment.encrypted || assessment.scope !== 'public' || allowPlain;
}

/** What to say where `mayConnect` said no. */
export function insecureProblem(assessment: Extract<UrlAssessment, { ok: true }>): MtpProblem {
  const { url } = assessment;
  return {
    code: 'insecure',
    what: `${url.host} lies beyond the local network and the connection would not be encrypted`,
    why: `Whoever is on the way could read and change all that is sent over ${url.protocol}//, passwords included.`,
    advice: `Use ${url.protocol.replace(':', 's:')}// if the server offers it, or allow the plain way for this connection.`,
    final: true,
  };
}

/** `mqtt` is no scheme that URL parsers know, so its host would stay as typed: read it as what it is alike. */
function parse(address: string): URL | undefined {
  const match = /^mqtt(s?):/i.exec(address);
  try {
    const url = new URL(match ? `ws${address.slice(4)}` : address);
    if (url.hostname === '') return undefined;
    if (!match) return url;
    // The ports that are left out differ: 1883 and 8883.
    const port = url.port || (/^[^/]*:\/\/[^/]*:\d+(\/|$)/.test(address) ? (match[1] ? '443' : '80') : '');
    return new URL(
      `mqtt${match[1] ?? ''}://${url.hostname}${port && `:${port}`}${url.pathname}${url.search}${url.hash}`,
    );
  } catch {
    return undefined;
  }
}

function wrongScheme(scheme: string, address: string, schemes: readonly MtpScheme[]): UrlAssessment {
  const rest = address.slice(scheme.length);
  const alike: readonly (readonly [string, MtpScheme])[] = [
    ['http', 'ws'],
    ['https', 'wss'],
    ['mqtt', 'ws'],
    ['mqtts', 'wss'],
    ['tcp', 'mqtt'],
    ['ssl', 'mqtts'],
  ];
  const meant = alike.find(([from, to]) => from === scheme && schemes.includes(to))?.[1];
  if (scheme.startsWith('mqtt') && meant) {
    return bad(
      `a page can’t speak ${scheme}:// itself`,
      'Browsers have no plain sockets: MQTT has to run over WebSocket, usually on a port of its own.',
      `Enter the broker’s WebSocket listener, such as ${meant}://broker.example:${meant === 'ws' ? '8080' : '8443'}/mqtt.`,
    );
  }
  return bad(
    `${scheme}:// can’t be used here`,
    `An address begins with ${listOf(schemes)}.`,
    meant && !rest.includes('@') ? `Try ${meant}${rest}` : `Enter one such as ${example(schemes)}.`,
  );
}

function isOneOf(scheme: string, schemes: readonly MtpScheme[]): scheme is MtpScheme {
  return schemes.some((one) => one === scheme);
}

function listOf(schemes: readonly MtpScheme[]): string {
  return schemes.map((scheme) => `${scheme}://`).join(' or ');
}

function example(schemes: readonly MtpScheme[]): string {
  return `${schemes[0] ?? 'wss'}://device.example:8443/usp`;
}

function bad(what: string, why: string, advice: string): UrlAssessment {
  return { ok: false, problem: { code: 'bad-address', what, why, advice, final: true } };
}
