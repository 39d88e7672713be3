/** What is said of a restart, for the log and for the person. */
import type { RestartReason } from './types.ts';

export const restartWords: Readonly<Record<RestartReason, string>> = {
  peer: 'the other Endpoint began a new Session Context',
  'cannot-hold': 'more Records came before a missing one than can be held',
  'message-too-large': 'a Message is larger than what is taken in',
  segmentation: 'the segments of a Message do not follow each other',
  'invalid-value': 'a Record has a value that can not be right',
  'payload-security': 'a Record has another payload_security than those before',
  integrity: 'a Record did not pass its integrity check',
  'ended-session': 'the other Endpoint goes on with a Session Context that is not known here any more',
  'no-retransmission': 'a missing Record was asked for and did not come',
  'retransmission-limit': 'the other Endpoint asked too often for one Record',
  'retransmission-impossible': 'the other Endpoint asked for a Record that is not there',
  'not-acknowledged': 'the other Endpoint did not acknowledge what was sent',
  'sequence-end': 'the sequence_id came near its maximum',
  stalled: 'the rest of a Message did not come',
  requested: 'it was asked for',
};
