/** The states of a Session, and where each thing that can happen leads. */
import type { SessionState } from './types.ts';

/*
 * idle     no Session Context
 * opening  we have opened one; the peer has not spoken in it yet
 * up       both Endpoints know it
 * ending   it still takes in, but what is to be said next opens a new one: sequence_id nears its maximum, or the peer
 *          left Records unacknowledged
 */

export type Trigger =
  /** There is a Message to send, or `open` was called. */
  | 'say'
  /** A Record of the current Session Context. */
  | 'heard'
  /** A Record of another Session Context, which we know nothing of. */
  | 'other-id'
  /** A Record of a Session Context that has ended. */
  | 'ended-id'
  /** A Record of an ended or a lower session_id that may just have been overtaken by those of the current one. */
  | 'overtaken'
  /** The peer has not acknowledged, however often it was asked. */
  | 'silence'
  /** A sequence_id has come near its maximum. */
  | 'worn'
  /** A Record that can't be held or processed. */
  | 'failure';

export type Step =
  /** Open a Session Context of ours. */
  | 'open'
  /** Go over to the peer's. */
  | 'adopt'
  /** The peer has answered our opening. */
  | 'confirm'
  /** Stop to begin Messages in it. */
  | 'end'
  | 'stay';

export const steps: Readonly<Record<SessionState, Readonly<Record<Trigger, Step>>>> = {
  idle: {
    say: 'open',
    heard: 'stay',
    'other-id': 'adopt', // R-E2E.4
    'ended-id': 'open', // R-E2E.24
    overtaken: 'stay',
    silence: 'stay',
    worn: 'stay',
    failure: 'open', // R-E2E.21
  },
  opening: {
    say: 'stay',
    heard: 'confirm',
    'other-id': 'adopt', // R-E2E.6
    'ended-id': 'stay',
    overtaken: 'stay',
    silence: 'end',
    worn: 'stay',
    failure: 'open', // R-E2E.21
  },
  up: {
    say: 'stay',
    heard: 'stay',
    'other-id': 'adopt', // R-E2E.6
    'ended-id': 'open', // R-E2E.24
    overtaken: 'stay',
    silence: 'end',
    worn: 'end', // R-E2E.8, R-E2E.9
    failure: 'open', // R-E2E.21
  },
  ending: {
    say: 'open',
    heard: 'stay',
    'other-id': 'adopt', // R-E2E.6
    'ended-id': 'open', // R-E2E.24
    overtaken: 'stay',
    silence: 'end',
    worn: 'stay',
    failure: 'open', // R-E2E.21
  },
};
