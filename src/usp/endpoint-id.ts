/**
 * Endpoint Identifiers: `authority-scheme ":" [authority-id] ":" instance-id` (TR-369, "Endpoint Identifier").
 *
 * What the standard allows is valid here, however odd it looks (`os::012345-0242AC110002`, `proto::agent`); what it
 * forbids is not, also when devices in the field use it, since R-MTP.5 lets only a valid one be answered. Two valid
 * IDs are the same only if every character is: the standard names no other comparison, not even for hex digits.
 */
import { UspError } from './error.ts';

declare const brand: unique symbol;

/** Text that `parseEndpointId` has found valid. */
export type EndpointId = string & { readonly [brand]: 'EndpointId' };

export type AuthorityScheme =
  'oui' | 'cid' | 'pen' | 'self' | 'user' | 'os' | 'ops' | 'uuid' | 'imei' | 'proto' | 'doc' | 'fqdn';

export interface EndpointIdParts {
  readonly scheme: AuthorityScheme;
  /** Empty for most schemes. */
  readonly authorityId: string;
  /** As written, percent-escapes and all: at most 50 characters. */
  readonly instanceId: string;
}

export type EndpointIdResult =
  { readonly ok: true; readonly id: EndpointIdParts } | { readonly ok: false; readonly problem: string };

/** R-ARC.6 */
export const MAX_INSTANCE_ID_LENGTH = 50;

interface Rule {
  readonly pattern: RegExp;
  /** Completes "… must be". */
  readonly wanted: string;
}

const NONE: Rule = { pattern: /^$/, wanted: 'empty' };
const ANY: Rule = { pattern: /^/, wanted: 'anything' };
const UP_TO_SIX: Rule = { pattern: /^[A-Za-z0-9._-]{0,6}$/, wanted: 'at most six letters, digits, "-", "." or "_"' };
// OUI: 24, 28 or 36 bits in hex digits.
const OUI = '(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{7}|[0-9A-Fa-f]{9})';
// The last label of a domain name is no number: that would be an IP address.
const FQDN =
  /^(?=.*\.)(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*(?![0-9]+$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

// R-ARC.2a, row by row.
const SCHEMES: ReadonlyMap<string, { readonly authority: Rule; readonly instance: Rule }> = new Map(
  Object.entries({
    oui: {
      authority: { pattern: new RegExp(`^${OUI}$`), wanted: 'an OUI of 6, 7 or 9 hex digits' },
      instance: ANY,
    },
    cid: { authority: { pattern: /^[0-9A-Fa-f]{6}$/, wanted: 'a CID of 6 hex digits' }, instance: ANY },
    pen: {
      authority: { pattern: /^(?:0|[1-9][0-9]{0,9})$/, wanted: 'a Private Enterprise Number in decimal digits' },
      instance: ANY,
    },
    self: { authority: UP_TO_SIX, instance: ANY },
    user: { authority: UP_TO_SIX, instance: ANY },
    os: {
      authority: NONE,
      instance: { pattern: new RegExp(`^${OUI}-.+$`), wanted: '<OUI>-<serial number>, as in 00256D-0123456789' },
    },
    ops: {
      authority: NONE,
      // DeviceInfo.ProductClass may be empty, and may itself hold a "-".
      instance: {
        pattern: new RegExp(`^${OUI}-.*-.+$`),
        wanted: '<OUI>-<product class>-<serial number>, as in 00256D-STB-0123456789',
      },
    },
    uuid: {
      authority: NONE,
      instance: {
        pattern: /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
        wanted: 'a UUID, as in f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      },
    },
    // No check of the last digit: the standard's own example, 990000862471854, would not pass it.
    imei: { authority: NONE, instance: { pattern: /^[0-9]{15}$/, wanted: 'an IMEI of 15 digits' } },
    proto: {
      authority: { pattern: /^[A-Za-z0-9_-]{0,6}$/, wanted: 'at most six letters, digits, "-" or "_"' },
      instance: ANY,
    },
    doc: { authority: UP_TO_SIX, instance: ANY },
    fqdn: {
      authority: NONE,
      instance: { pattern: FQDN, wanted: 'a full domain name without wildcards, as in www.example.org' },
    },
  } satisfies Record<AuthorityScheme, { authority: Rule; instance: Rule }>),
);

/** The twelve schemes in the order of the standard. */
export const AUTHORITY_SCHEMES = [...SCHEMES.keys()] as readonly AuthorityScheme[];

// R-ARC.5
const INSTANCE_ID = /^(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+$/;

/** Reads an Endpoint ID strictly by the standard. Never throws; `problem` is a sentence for a person. */
export function parseEndpointId(text: string): EndpointIdResult {
  if (/^urn:/i.test(text)) return bad('"urn:bbf:usp:id:" belongs only into certificates: leave it out.');
  const first = text.indexOf(':');
  const second = first < 0 ? -1 : text.indexOf(':', first + 1);
  if (second < 0) return bad('An Endpoint ID has the form scheme:authority:instance, as in self::my-controller.');
  const scheme = text.slice(0, first);
  const authorityId = text.slice(first + 1, second);
  const instanceId = text.slice(second + 1);
  const problem = findProblem(scheme, authorityId, instanceId);
  return problem === undefined
    ? { ok: true, id: { scheme: scheme as AuthorityScheme, authorityId, instanceId } }
    : bad(problem);
}

function bad(problem: string): EndpointIdResult {
  return { ok: false, problem };
}

function findProblem(scheme: string, authorityId: string, instanceId: string): string | undefined {
  const rules = SCHEMES.get(scheme);
  if (!rules) {
    const lower = SCHEMES.has(scheme.toLowerCase()) ? ' Schemes are written in lower case.' : '';
    return `"${shorten(scheme)}" is no authority scheme: use one of ${AUTHORITY_SCHEMES.join(', ')}.${lower}`;
  }
  if (!rules.authority.pattern.test(authorityId)) {
    return `With "${scheme}" the part between the colons must be ${rules.authority.wanted}.`;
  }
  if (instanceId === '') return 'The part after the second colon is missing.';
  if (instanceId.length > MAX_INSTANCE_ID_LENGTH) {
    return `The part after the second colon has ${String(instanceId.length)} characters; ${String(MAX_INSTANCE_ID_LENGTH)} are allowed.`;
  }
  if (!INSTANCE_ID.test(instanceId)) {
    return 'After the second colon only letters, digits, "-", "." and "_" are allowed; all else as %XX.';
  }
  if (!rules.instance.pattern.test(instanceId)) {
    return `With "${scheme}" the part after the second colon must be ${rules.instance.wanted}.`;
  }
  if (scheme === 'fqdn' && instanceId.split('.').some((label) => label.length > 63)) {
    return 'No part of a domain name is longer than 63 characters.';
  }
  return undefined;
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

export function isEndpointId(text: string): text is EndpointId {
  return parseEndpointId(text).ok;
}

/** The ID as text. Throws a UspError (`invalid-argument`) for parts that break the standard. */
export function formatEndpointId(parts: EndpointIdParts): EndpointId {
  const text = `${parts.scheme}:${parts.authorityId}:${parts.instanceId}`;
  const problem = findProblem(parts.scheme, parts.authorityId, parts.instanceId);
  if (problem === undefined) return text as EndpointId;
  throw new UspError({
    origin: 'local',
    reason: 'invalid-argument',
    message: `"${shorten(text)}" is not a valid Endpoint ID. ${problem}`,
    advice: 'Correct the Endpoint ID.',
  });
}

/** What is allowed, but not wise: sentences for a person, none if all is well. */
export function endpointIdWarnings(parts: EndpointIdParts): string[] {
  const warnings: string[] = [];
  const { scheme, authorityId, instanceId } = parts;
  // R-ARC.4
  if (scheme === 'proto' || scheme === 'doc') {
    const purpose = scheme === 'proto' ? 'prototypes' : 'documentation';
    warnings.push(`"${scheme}" is meant for ${purpose} only: use another scheme, such as self or uuid, in production.`);
  }
  // R-ARC.3
  const oui = scheme === 'os' || scheme === 'ops' ? instanceId.slice(0, instanceId.indexOf('-')) : authorityId;
  if (/^00256D$/i.test(oui) && (scheme === 'oui' || scheme === 'os' || scheme === 'ops')) {
    warnings.push('OUI 00256D belongs to the Broadband Forum, for its own documents and prototypes.');
  }
  if (scheme === 'pen' && authorityId === '3561') {
    warnings.push('Enterprise number 3561 belongs to the Broadband Forum, for its own documents and prototypes.');
  }
  return warnings;
}

/** Any text in the alphabet of R-ARC.5, everything else percent-encoded as UTF-8; half characters become U+FFFD. */
export function encodeInstanceId(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `self::<text>`, with the text percent-encoded where needed. Throws a UspError if it is empty or gets too long. */
export function selfEndpointId(text: string, authorityId = ''): EndpointId {
  return formatEndpointId({ scheme: 'self', authorityId, instanceId: encodeInstanceId(text) });
}
