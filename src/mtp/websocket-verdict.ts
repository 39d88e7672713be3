/** From what the probes found to the causes that stay possible: pure, so that every case has its test. */
import type { AddressScope } from './address-scope.ts';
import type { CauseCode } from './websocket-causes.ts';

/**
 * `answered`: whatever it said, somebody is there. `failed`: refused, unknown, or broken off, soon. `silent`: nothing
 * within the time. `untried`: the browser would have blocked it, or there was no need.
 */
export type ProbeResult = 'answered' | 'failed' | 'silent' | 'untried';

export interface Evidence {
  readonly purpose: 'usp' | 'mqtt';
  readonly scheme: 'ws' | 'wss';
  readonly scope: AddressScope;
  /** The host is a name, not an address. */
  readonly isName: boolean;
  readonly port: string;
  readonly pageIsSecure: boolean;
  readonly pageScope: AddressScope;
  /** Where the browser tells: its permission for local network access. */
  readonly permission?: 'granted' | 'denied' | 'prompt' | undefined;
  /** The attempt itself failed soon, not at a time limit. */
  readonly failedSoon: boolean;
  /** HTTP over the same kind of line: `http:` for `ws:`, `https:` for `wss:`. */
  readonly sameLine: ProbeResult;
  /** HTTP over the other kind. */
  readonly otherLine: ProbeResult;
  /** A WebSocket over the same kind of line without a subprotocol. */
  readonly bare: ProbeResult;
  /** A WebSocket without TLS to a `wss:` address. */
  readonly plain: ProbeResult;
}

type Causes = readonly [CauseCode, ...CauseCode[]];

/** Ports of plain MQTT. */
const MQTT_PORTS: ReadonlySet<string> = new Set(['1883', '8883']);

/** The causes that fit, the most likely first. */
export function judge(evidence: Evidence): Causes {
  const { scheme, scope, pageIsSecure } = evidence;
  if (scheme === 'ws' && pageIsSecure && scope === 'public') return ['mixed-content'];
  const isReached = evidence.sameLine === 'answered';
  const blocks = isReached ? [] : blockedBy(evidence);
  const [first, ...rest] = [...blocks, ...causesOnTheLine(evidence)];
  return [first ?? 'refused', ...rest.filter((code, at) => code !== first && rest.indexOf(code) === at)];
}

/** What the browser may have kept this page from. */
function blockedBy(evidence: Evidence): CauseCode[] {
  const { scheme, scope, pageIsSecure, pageScope, permission } = evidence;
  const causes: CauseCode[] = [];
  const reachesIn = scope !== 'public' && pageScope === 'public';
  if (permission === 'denied' && scope !== 'public') return ['local-network-access'];
  // Loopback is let through as trustworthy by most, and the permission may have been given.
  if (reachesIn && permission !== 'granted') causes.push('local-network-access');
  if (scheme === 'ws' && pageIsSecure && scope !== 'public') causes.push('mixed-content');
  return causes;
}

function causesOnTheLine(evidence: Evidence): Causes {
  const { scheme, sameLine, otherLine, failedSoon } = evidence;
  if (sameLine === 'answered') return handshakeCauses(evidence);
  if (scheme === 'wss') return tlsCauses(evidence);
  if (otherLine === 'answered') return ['needs-tls'];
  if (sameLine === 'silent') {
    // The handshake was turned down at once, so somebody is there who has nothing to say to HTTP.
    if (failedSoon) return somebodyThere(evidence);
    return silentCauses(evidence);
  }
  if (!failedSoon && sameLine === 'failed') return ['timeout', 'unreachable'];
  const nobody = nobodyThere(evidence);
  // Not every Agent answers plain HTTP: it may be there and fail the handshake as obuspa does.
  return evidence.purpose === 'usp' ? [...nobody, 'extension-header-or-subprotocol'] : nobody;
}

/** HTTP works: host, port and certificate are right, and the handshake is what fails. */
function handshakeCauses(evidence: Evidence): Causes {
  if (evidence.bare === 'answered') return ['subprotocol'];
  if (!evidence.failedSoon) return ['timeout', 'wrong-path'];
  return somebodyThere(evidence);
}

function somebodyThere({ purpose }: Evidence): Causes {
  return purpose === 'usp'
    ? ['extension-header-or-subprotocol', 'wrong-path', 'not-websocket']
    : ['wrong-path', 'not-websocket'];
}

function tlsCauses(evidence: Evidence): Causes {
  const { otherLine, plain, sameLine, failedSoon, scope } = evidence;
  if (plain === 'answered') return ['not-tls'];
  // Web servers answer plain HTTP at a TLS port too, with a complaint.
  if (otherLine === 'answered') return ['tls', 'not-tls'];
  if (sameLine === 'silent' && !failedSoon) return silentCauses(evidence);
  const nobody = nobodyThere(evidence);
  // In a local network hardly any certificate is one that browsers trust.
  return scope === 'public' ? [...nobody, 'tls'] : ['tls', ...nobody];
}

/** Neither the WebSocket nor HTTP got a word: a page can't tell an empty address from a port that is taken and mute. */
function silentCauses({ isName }: Evidence): Causes {
  return isName ? ['unreachable', 'unknown-host', 'timeout'] : ['unreachable', 'timeout'];
}

function nobodyThere({ purpose, port, isName }: Evidence): Causes {
  const unknown: CauseCode[] = isName ? ['unknown-host'] : [];
  if (purpose === 'mqtt' && MQTT_PORTS.has(port)) return ['not-websocket', 'refused', ...unknown];
  return purpose === 'mqtt' ? ['refused', 'not-websocket', ...unknown] : ['refused', ...unknown];
}
