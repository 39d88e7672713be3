/** Every cause for a WebSocket that does not open, in words that fit together when several stay possible. */
import type { MtpProblem } from './mtp.ts';

export type CauseCode =
  | 'mixed-content'
  | 'local-network-access'
  | 'refused'
  | 'unknown-host'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'not-tls'
  | 'needs-tls'
  | 'subprotocol'
  | 'extension-header-or-subprotocol'
  | 'wrong-path'
  | 'not-websocket';

export interface CauseContext {
  /** Host and port as in the address. */
  readonly host: string;
  readonly scheme: 'ws' | 'wss';
  readonly purpose: 'usp' | 'mqtt';
  /** For `https:` addresses that a person opens by hand. */
  readonly httpsUrl: string;
}

interface Cause {
  readonly what: (context: CauseContext) => string;
  /** Goes on after "Most likely …" and "or …". */
  readonly clause: (context: CauseContext) => string;
  readonly advice: (context: CauseContext) => string;
  readonly final?: true;
}

const noConnection = ({ host }: CauseContext): string => `No connection to ${host}`;
const server = ({ purpose }: CauseContext): string => (purpose === 'usp' ? 'the Agent' : 'the broker');

const CAUSES: ReadonlyMap<CauseCode, Cause> = new Map<CauseCode, Cause>([
  [
    'mixed-content',
    {
      what: ({ host }) => `The browser does not let this page connect to ${host} without encryption`,
      clause: () =>
        'this page came over https, and the browser blocks ws:// from such pages (Firefox and Safari always do)',
      advice: () => 'Use wss://, or open this page over http from the same local network as the device.',
    },
  ],
  [
    'local-network-access',
    {
      what: ({ host }) => `The browser keeps this page away from ${host} in the local network`,
      clause: () => 'the browser wants your permission before a page of the internet may reach into the local network',
      advice: () =>
        'Allow “local network access” for this page (the symbol left of the address), or open this page over http ' +
        'from within the local network.',
    },
  ],
  [
    'refused',
    {
      what: noConnection,
      clause: () => 'nothing listens at this address and port',
      advice: (context) => `Check the port, and that ${server(context)} runs and has its WebSocket server switched on.`,
    },
  ],
  [
    'unknown-host',
    {
      what: noConnection,
      clause: () => 'there is no such name',
      advice: () => 'Check the spelling, or enter the IP address instead of the name.',
    },
  ],
  [
    'unreachable',
    {
      what: ({ host }) => `${host} can’t be reached`,
      clause: () => 'nobody answers at this address: the device is off, in another network, or behind a firewall',
      advice: () => 'Check that the device is on and that this computer is in the right network.',
    },
  ],
  [
    'timeout',
    {
      what: ({ host }) => `${host} does not answer the WebSocket handshake`,
      clause: () => 'the port takes connections, but whoever is behind it says nothing to a WebSocket',
      advice: (context) =>
        `Check that it is the port of ${server(context)}’s WebSocket server, and restart it if it hangs.`,
    },
  ],
  [
    'tls',
    {
      what: ({ host }) => `No secure connection to ${host}`,
      clause: () => 'the browser does not trust its certificate (self-signed, expired, or for another name)',
      advice: ({ httpsUrl }) => `Open ${httpsUrl} in a tab of its own, accept the certificate there, and try again.`,
    },
  ],
  [
    'not-tls',
    {
      what: ({ host }) => `${host} does not speak TLS at this port`,
      clause: () => 'the port serves plain connections, without TLS',
      advice: () => 'Use ws:// where the local network may be trusted, or the port that has TLS.',
    },
  ],
  [
    'needs-tls',
    {
      what: ({ host }) => `${host} wants TLS at this port`,
      clause: () => 'the port serves encrypted connections only',
      advice: () => 'Use wss:// instead of ws://.',
    },
  ],
  [
    'subprotocol',
    {
      what: ({ host, purpose }) => `${host} speaks WebSocket, but not ${purpose === 'usp' ? 'USP' : 'MQTT'}`,
      clause: ({ purpose }) =>
        `the server takes WebSockets but does not confirm the subprotocol ${purpose === 'usp' ? 'v1.usp' : 'mqtt'}`,
      advice: (context) => `Check port and path: they have to be those of ${server(context)}.`,
    },
  ],
  [
    'extension-header-or-subprotocol',
    {
      what: ({ host }) => `${host} is there, but the WebSocket handshake fails`,
      clause: () =>
        'the Agent answers with a “Sec-WebSocket-Extensions: bbf-usp-protocol” header that every browser refuses ' +
        '(obuspa always does), or it does not confirm v1.usp',
      advice: () =>
        'Put a reverse proxy in front of the Agent that hides the header; with nginx: ' +
        '“proxy_hide_header Sec-WebSocket-Extensions;” beside the usual Upgrade lines (see deploy/nginx.conf).',
    },
  ],
  [
    'wrong-path',
    {
      what: ({ host }) => `${host} is there, but not at this path`,
      clause: () => 'the path in the address is not the one that the server is configured for',
      advice: ({ purpose }) =>
        purpose === 'usp'
          ? 'Compare it with Device.LocalAgent.MTP.{i}.WebSocket.Path of the Agent.'
          : 'Try the path /mqtt, which most brokers use.',
    },
  ],
  [
    'not-websocket',
    {
      what: ({ host }) => `${host} is there, but no WebSocket server`,
      clause: (context) =>
        `something else listens at this port, and ${server(context)}’s WebSocket server is at another one`,
      advice: ({ purpose }) =>
        purpose === 'usp'
          ? 'Check the port: it has to be that of Device.LocalAgent.MTP.{i}.WebSocket.Port.'
          : 'Enter the port of the broker’s WebSocket listener: 1883 and 8883 are for plain MQTT, which no page can speak.',
    },
  ],
]);

/** One problem out of all causes that stay possible, the most likely first. */
export function problemFrom(codes: readonly [CauseCode, ...CauseCode[]], context: CauseContext, note = ''): MtpProblem {
  const causes = codes.map((code) => CAUSES.get(code)).filter((cause) => cause !== undefined);
  const clauses = causes.map((cause) => cause.clause(context));
  const advices = causes.map((cause) => cause.advice(context));
  const [first = '', ...others] = clauses;
  const why =
    others.length === 0
      ? `${capital(first)}.`
      : `Most likely ${first}. It may also be that ${others.join(', or that ')}.`;
  return {
    code: codes[0],
    what: causes[0]?.what(context) ?? noConnection(context),
    why: note === '' ? why : `${why} ${note}`,
    advice: advices.length === 1 ? (advices[0] ?? '') : advices.map((advice, at) => `${at + 1}. ${advice}`).join(' '),
    ...(codes.length > 1 ? { causes: codes } : {}),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
