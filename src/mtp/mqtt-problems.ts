/** What went wrong with a broker, in words. */
import type { MqttVersion, MtpProblem } from './mtp.ts';

/** A broker's reason code (MQTT 5.0, 2.4), or the return code of a 3.1.1 CONNACK. */
interface Words {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly final?: true;
  readonly slow?: true;
}

const AGAIN = 'Nothing has to be done: it is tried again.';

const BAD_CREDENTIALS: Words = {
  code: 'bad-credentials',
  what: 'refused the user name or the password',
  why: 'They are wrong, or missing.',
  advice: 'Check both. They are the broker’s own, not the device’s.',
  final: true,
};
const NOT_AUTHORIZED: Words = {
  code: 'not-authorized',
  what: 'does not let us in',
  why: 'The user name, the password or the ClientId is wrong or missing, or it has no right to connect.',
  advice: 'Check user name, password and ClientId, and the broker’s access rules.',
  final: true,
};
const BAD_VERSION: Words = {
  code: 'version-refused',
  what: 'does not speak this version of MQTT',
  why: 'It refused the protocol version of our CONNECT.',
  advice: 'Choose the other version, 3.1.1 or 5.0, for this connection. The Agents behind it have to use the same.',
  final: true,
};
const BAD_CLIENT_ID: Words = {
  code: 'client-id-refused',
  what: 'refused our ClientId',
  why: 'It has a form that this broker does not take, or it is not one that this broker knows.',
  advice: 'Set another ClientId for this connection.',
  final: true,
};
const UNAVAILABLE: Words = {
  code: 'server-unavailable',
  what: 'can’t serve us now',
  why: 'It is starting, stopping or too busy.',
  advice: AGAIN,
};

const REASONS: ReadonlyMap<number, Words> = new Map<number, Words>([
  [132, BAD_VERSION],
  [133, BAD_CLIENT_ID],
  [134, BAD_CREDENTIALS],
  [135, NOT_AUTHORIZED],
  [136, UNAVAILABLE],
  [137, UNAVAILABLE],
  [
    138,
    {
      code: 'banned',
      what: 'has banned this client',
      why: 'Its administrator did so.',
      advice: 'Ask the administrator of the broker.',
      final: true,
    },
  ],
  [139, { ...UNAVAILABLE, why: 'It is shutting down.' }],
  [
    140,
    { ...BAD_CREDENTIALS, what: 'wants another way of authentication', why: 'User name and password are not enough.' },
  ],
  [
    141,
    {
      code: 'keep-alive',
      what: 'heard nothing from us for too long',
      why: 'The Keep Alive time passed.',
      advice: AGAIN,
    },
  ],
  [
    142,
    {
      code: 'session-taken-over',
      what: 'gave our session to somebody else',
      why: 'Another client connected with the same ClientId: another tab, another program, or a copy of this link.',
      advice:
        'Close the other one, or give this connection a ClientId of its own. Coming back pushes the other one out.',
      slow: true,
    },
  ],
  [
    149,
    {
      code: 'packet-too-large',
      what: 'refused a message as too large',
      why: 'It has a limit for the size of a packet.',
      advice: 'Raise the limit of the broker, or use Session Contexts with small Records.',
    },
  ],
  [
    151,
    { code: 'quota', what: 'has no room for us', why: 'A quota of the broker is used up.', advice: AGAIN, slow: true },
  ],
  [
    156,
    {
      code: 'moved',
      what: 'sends us to another server',
      why: 'For now, another one serves us.',
      advice: 'Enter that one’s address.',
      final: true,
    },
  ],
  [
    157,
    {
      code: 'moved',
      what: 'has moved to another server',
      why: 'It is there for good.',
      advice: 'Enter that one’s address.',
      final: true,
    },
  ],
  [159, { ...UNAVAILABLE, why: 'It takes no more connections for a moment.', slow: true }],
]);

const OLD_RETURN_CODES: ReadonlyMap<number, Words> = new Map([
  [1, BAD_VERSION],
  [2, BAD_CLIENT_ID],
  [3, UNAVAILABLE],
  [4, BAD_CREDENTIALS],
  [5, NOT_AUTHORIZED],
]);

/** What the broker itself says, in a CONNACK or a DISCONNECT. */
export function brokerProblem(host: string, reasonCode: number, reasonString?: string): MtpProblem {
  const words = REASONS.get(reasonCode) ??
    OLD_RETURN_CODES.get(reasonCode) ?? {
      code: 'broker-refused',
      what: 'ended the connection',
      why: 'It gave a reason that says no more than its number.',
      advice: 'Look into the log of the broker. It is tried again.',
    };
  const { code, what, why, advice, final, slow } = words;
  const said = reasonString
    ? ` (It said ${reasonCode}: ${reasonString.slice(0, 300)}.)`
    : ` (Reason code ${reasonCode}.)`;
  return {
    code,
    what: `The broker ${host} ${what}`,
    why: why + said,
    advice,
    ...(final ? { final } : {}),
    ...(slow ? { slow } : {}),
  };
}

/** Never got as far as MQTT. A page is not told why; Node gives the system's word for it. */
export function noBrokerProblem(host: string, systemCode?: string): MtpProblem {
  const what = `No connection to the broker ${host}`;
  switch (systemCode) {
    case 'ECONNREFUSED':
      return {
        code: 'refused',
        what,
        why: 'Nothing listens at this address and port.',
        advice: 'Check the port, and that the broker runs.',
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        code: 'unknown-host',
        what,
        why: 'There is no such name.',
        advice: 'Check the name, and the name server.',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return {
        code: 'unreachable',
        what,
        why: 'There is no way to this address, or nobody answers there.',
        advice: 'Check the address and the network.',
      };
    default:
      return {
        code: 'failed',
        what,
        why: systemCode
          ? `The system says ${systemCode}.`
          : 'The connection did not come about. The browser does not tell a page why.',
        advice:
          'Check that the address leads to the broker’s WebSocket listener (a port of its own, often with the path ' +
          '/mqtt), not to its plain MQTT port 1883, and that the broker runs.',
      };
  }
}

/** The line was up, but no CONNACK came before it ended. */
export function noConnackProblem(host: string, version: MqttVersion): MtpProblem {
  return {
    code: 'no-connack',
    what: `${host} took the connection and ended it without a word`,
    why:
      `Brokers do so where they don’t speak MQTT ${version === '5' ? '5.0' : version}, where they refuse who we are, ` +
      'or where there is no MQTT broker behind this port and path.',
    advice: 'Check the version, user name, password and ClientId, the port and the path, and the log of the broker.',
    causes: ['version-refused', 'bad-credentials', 'not-a-broker'],
  };
}

export function brokerTimeoutProblem(host: string, milliseconds: number): MtpProblem {
  return {
    code: 'timeout',
    what: `The broker ${host} did not answer within ${Math.round(milliseconds / 1000)} s`,
    why: 'It is off or not reachable from here, a firewall drops what is sent to it, or it is no MQTT broker.',
    advice: 'Check address, port and path, and that the broker runs.',
  };
}

/** It was open and has ended without our doing, and without a reason (R-MQTT.33). */
export function brokerLostProblem(host: string): MtpProblem {
  return {
    code: 'lost',
    what: `The connection to the broker ${host} was lost`,
    why: 'It ended without a farewell: the broker restarted, the network changed, or another client took our ClientId.',
    advice: AGAIN,
  };
}

/** R-MQTT.17 */
export function noSubscriptionProblem(host: string, filters: readonly string[]): MtpProblem {
  return {
    code: 'no-subscription',
    what: `The broker ${host} lets us subscribe to none of our topics`,
    why: `It refused ${filters.slice(0, 5).join(', ')}${filters.length > 5 ? ', …' : ''}. Without a topic, no answer could reach us, so nothing was sent.`,
    advice: 'Check the topics of this connection and the broker’s access rules for this user.',
    final: true,
  };
}

export function badTopicProblem(what: string): MtpProblem {
  return {
    code: 'bad-topic',
    what,
    why: '+ and # stand for whole levels only, # only at the end, and our own topic can have neither.',
    advice: 'Correct the topics of this connection.',
    final: true,
  };
}

/** What came is not MQTT, or breaks it. */
export function notMqttProblem(host: string, detail: string): MtpProblem {
  return {
    code: 'not-mqtt',
    what: `What ${host} sends is not proper MQTT`,
    why: detail,
    advice: 'Check that the address leads to an MQTT broker of this version.',
  };
}

/** The browser did not get the part of this page that speaks MQTT. */
export function notLoadedProblem(error: unknown): MtpProblem {
  return {
    code: 'not-loaded',
    what: 'The part of this page that speaks MQTT could not be loaded',
    why: error instanceof Error ? error.message : String(error),
    advice: 'Reload the page; if the network was down, wait until it is back.',
  };
}
