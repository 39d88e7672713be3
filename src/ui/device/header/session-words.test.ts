import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../../worker/port.ts';
import { incomingWords, requestWords, sessionWords } from './session-words.ts';

const session: NonNullable<DeviceStatus['session']> = {
  state: 'up',
  sessionId: 5n,
  sent: 1,
  received: 1,
  nextId: 2n,
  expectedId: 2n,
  held: 0,
  heldBytes: 0,
  segments: 1,
  segmentBytes: 65_000,
  unacknowledged: 0,
  messages: 0,
  outgoingBytes: 0,
  resent: 0,
  duplicates: 0,
  restarts: 0,
};

describe('the words of a session', () => {
  it('say its state, and that the Agent does none only as long as there is none', () => {
    expect(sessionWords(session).label).toBe('session up');
    expect(sessionWords({ ...session, state: 'idle', refused: true }).label).toBe('sessions refused');
    expect(sessionWords({ ...session, refused: true }).label).toBe('session up');
  });

  it('say how much has come in', () => {
    expect(incomingWords(session)).toBe('1 segment, 65 kB so far');
    expect(incomingWords({ ...session, segments: 1_320, segmentBytes: 20_971_520 })).toBe(
      '1,320 segments, 21 MB so far',
    );
  });

  it('say of a request what it asks', () => {
    expect(requestWords({ request: { kind: 'Get', paths: ['Device.'] } })).toBe('Get Device.');
    expect(requestWords({ request: { kind: 'GetInstances', paths: ['A.', 'B.', 'C.'] } })).toBe(
      'GetInstances A. and 2 more',
    );
    expect(requestWords({ request: { kind: 'GetSupportedProtocol' } })).toBe('GetSupportedProtocol');
  });
});
