/** The words of the rules that need to know what has passed before; `Conversation` and `SessionWatch` hold Records against them. */
import type { RuleWords } from './rule.ts';

export const streamRules = {
  noConnect: {
    id: 'no-connect',
    requirement: 'R-MTP.8',
    severity: 'warning',
    asks: 'A connect Record comes before all others. One that passed before the log began can’t be seen.',
  },
  connectType: {
    id: 'connect-type',
    requirement: 'R-MTP.8',
    severity: 'error',
    asks: 'The connect Record is the one of the MTP that it goes over.',
  },
  notOurs: {
    id: 'not-ours',
    requirement: 'R-E2E.1',
    severity: 'error',
    asks: 'A Record that comes to us has our Endpoint ID as its to_id.',
  },
  unknownMsgId: {
    id: 'unknown-msg-id',
    requirement: 'R-MSG.9',
    severity: 'warning',
    asks: 'A Response or Error has the msg_id of a Request that is open.',
  },
  duplicateMsgId: {
    id: 'duplicate-msg-id',
    requirement: 'R-MSG.4',
    severity: 'warning',
    asks: 'A msg_id is not used again while its Request is open.',
  },
  unanswered: {
    id: 'unanswered',
    requirement: 'R-MSG.0',
    severity: 'warning',
    asks: 'A Request is answered: a Notify with send_resp in 30 seconds, others in two minutes. Told with the next Record.',
  },
  unwanted: {
    id: 'unwanted-response',
    requirement: 'R-NOT.8',
    severity: 'warning',
    asks: 'Nobody answers a Request that wants no answer. Of an Operate, what failed may be told (R-OPR.4).',
  },
  wrongType: {
    id: 'wrong-response-type',
    requirement: 'R-MSG.0',
    severity: 'error',
    asks: 'A Response is of the type that its Request asks for.',
  },
  recordType: {
    id: 'answer-record-type',
    requirement: 'R-MSG.0a',
    severity: 'error',
    asks: 'An answer goes in the same kind of Record as its Request.',
  },
  deregisterError: {
    id: 'deregister-error',
    requirement: 'R-DEREG.4',
    severity: 'error',
    asks: 'A Deregister is answered with a Deregister Response, never with an Error.',
  },
  subscription: {
    id: 'notify-subscription',
    requirement: 'R-NOT.10',
    severity: 'error',
    asks: 'A Notify Response repeats the subscription_id.',
  },
  unrequested: {
    id: 'unrequested-path',
    severity: 'error',
    asks: 'A Response has results for the paths of its Request, and for no others.',
  },
  missingResult: {
    id: 'missing-result',
    severity: 'error',
    asks: 'A Response has a result for each path of its Request.',
  },
  valueType: {
    id: 'value-type',
    requirement: 'R-ENC.6',
    severity: 'error',
    asks: 'A value is written as its type, as far as a GetSupportedDM Response has told it.',
  },
  sessionStart: {
    id: 'session-start',
    requirement: 'R-E2E.14',
    severity: 'warning',
    asks: 'A Session Context begins with sequence_id 1. What passed before the log began can’t be seen.',
  },
  sessionGap: {
    id: 'sequence-gap',
    requirement: 'R-E2E.15',
    severity: 'warning',
    asks: 'The sequence_id grows by one; Records between may be lost or on their way.',
  },
  sessionChanged: {
    id: 'session-changed',
    requirement: 'R-E2E.6',
    severity: 'info',
    asks: 'Another session_id begins a new Session Context.',
  },
  securityChanged: {
    id: 'security-changed',
    requirement: 'R-E2E.18',
    severity: 'error',
    asks: 'payload_security stays the same in a Session Context (R-E2E.19: else the Record fails).',
  },
} as const satisfies Readonly<Record<string, RuleWords>>;
