/** Damage as links, bugs and attackers do it to bytes; all by a seed. */
import type { Random } from './random.ts';
import { join } from './wire-writer.ts';

type Damage = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array<ArrayBuffer>;

const damages: readonly Damage[] = [
  function flipBits(bytes, random) {
    const damaged = Uint8Array.from(bytes);
    for (let flips = random.between(1, 6); flips > 0 && damaged.length > 0; flips--) {
      const at = random.between(0, damaged.length - 1);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << random.between(0, 7));
    }
    return damaged;
  },
  function cut(bytes, random) {
    return Uint8Array.from(bytes.subarray(0, random.between(0, bytes.length)));
  },
  function splice(bytes, random, other) {
    const from = random.between(0, other.length);
    return join(bytes.subarray(0, random.between(0, bytes.length)), other.subarray(from));
  },
  function repeat(bytes, random) {
    const from = random.between(0, bytes.length);
    const to = random.between(from, bytes.length);
    return join(bytes.subarray(0, to), bytes.subarray(from));
  },
  function leaveOut(bytes, random) {
    const from = random.between(0, bytes.length);
    return join(bytes.subarray(0, from), bytes.subarray(random.between(from, bytes.length)));
  },
  function insert(bytes, random) {
    const at = random.between(0, bytes.length);
    return join(bytes.subarray(0, at), random.bytes(random.between(1, 12)), bytes.subarray(at));
  },
  function twice(bytes, _random, other) {
    return join(bytes, other);
  },
  function nonsense(_bytes, random) {
    return random.bytes(random.between(0, 200));
  },
  function longNumber(bytes, random) {
    const at = random.between(0, bytes.length);
    return join(bytes.subarray(0, at), new Uint8Array(random.between(5, 12)).fill(0xff), bytes.subarray(at));
  },
];

/** @param other bytes of the same kind, to mix in. */
export function damage(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array<ArrayBuffer> {
  return random.pick(damages)(bytes, random, other);
}
