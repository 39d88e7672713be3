import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mqttBytes, type Packet } from '../../tools/testing/mqtt-tap.ts';
import { objectionTo, PacketGuard } from './mqtt-packet-guard.ts';

function publish(size: number): Uint8Array {
  const packet: Packet = { cmd: 'publish', topic: 'a', payload: Buffer.alloc(size), qos: 0, dup: false, retain: false };
  return mqttBytes(packet, '3.1.1');
}

/** Packets in a row, cut anywhere. */
function feed(guard: PacketGuard, data: Uint8Array, cuts: readonly number[]): boolean {
  const at = [...new Set([0, ...cuts.map((cut) => cut % (data.length + 1)), data.length])].sort((a, b) => a - b);
  return at.every((from, index) => guard.accept(data.subarray(from, at[index + 1] ?? data.length)));
}

describe('sizes of packets', () => {
  it('are let pass up to the limit, however they are cut', () => {
    const sizes = fc.array(fc.constantFrom(0, 1, 120, 124, 125, 126, 127, 128, 1000, 16_380, 16_381, 17_000), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(), { maxLength: 10 }), fc.nat({ max: 17_100 }), (row, cuts, limit) => {
        const data = Buffer.concat(row.map(publish));
        // Topic "a" and its length are three bytes of the packet.
        expect(feed(new PacketGuard(limit), data, cuts)).toBe(row.every((size) => size + 3 <= limit));
      }),
    );
  });

  it('are refused as soon as they are announced', () => {
    const guard = new PacketGuard(1000);
    expect(guard.accept(new Uint8Array([0x30, 0xff, 0xff, 0xff]))).toBe(false);
    expect(guard.accept(new Uint8Array([0xd0, 0]))).toBe(false);
  });

  it('have at most four bytes', () => {
    expect(new PacketGuard(Infinity).accept(new Uint8Array([0x30, 0x80, 0x80, 0x80, 0x80]))).toBe(false);
    expect(new PacketGuard(Infinity).accept(new Uint8Array([0x30, 0xff, 0xff, 0xff, 0x7f]))).toBe(true);
  });
});

describe('packets of a broker', () => {
  const publish = { cmd: 'publish', topic: 'a', payload: '', dup: false, retain: false } as const;

  it.each<Packet>([
    { cmd: 'connack', sessionPresent: false },
    { ...publish, qos: 0 },
    { ...publish, qos: 1, messageId: 1 },
    { cmd: 'puback', messageId: 65_535 },
    { cmd: 'suback', messageId: 7, granted: [0] },
    { cmd: 'unsuback', messageId: 7, granted: [0] },
    { cmd: 'pingresp' },
    { cmd: 'disconnect' },
  ])('may be %j', (packet) => {
    expect(objectionTo(packet)).toBeUndefined();
  });

  it.each<Packet>([
    { ...publish, qos: 1 },
    { ...publish, qos: 1, messageId: -1 },
    { ...publish, qos: 2, messageId: 1 },
    { cmd: 'puback' },
    { cmd: 'puback', messageId: 0 },
    { cmd: 'suback', messageId: 65_536, granted: [0] },
    { cmd: 'pubrel', messageId: 1 },
    { cmd: 'pubrec', messageId: 1 },
    { cmd: 'pubcomp', messageId: 1 },
    { cmd: 'auth', reasonCode: 24 },
    { cmd: 'pingreq' },
    { cmd: 'connect', clientId: 'x' },
    { cmd: 'subscribe', messageId: 1, subscriptions: [] },
    { cmd: 'unsubscribe', messageId: 1, unsubscriptions: [] },
  ])('are not %j', (packet) => {
    expect(objectionTo(packet)).toBeDefined();
  });
});
