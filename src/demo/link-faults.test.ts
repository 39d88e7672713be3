import { describe, expect, it } from 'vitest';
import type { MtpListener } from '../mtp/mtp.ts';
import { Random } from '../usp/testing/random.ts';
import { SimulatedClock } from '../usp/testing/simulated-clock.ts';
import { isFaulty, withLinkFaults, type LinkFaults } from './link-faults.ts';

/** Sends 1,000 numbered Records each way and returns what arrived. */
function run(faults: LinkFaults) {
  const clock = new SimulatedClock(0);
  const random = new Random(7);
  const arrivedIn: number[] = [];
  const arrivedOut: number[] = [];
  let cuts = 0;
  let inner: MtpListener | undefined;
  const listener: MtpListener = {
    opened: () => undefined,
    dropped: () => undefined,
    closed: () => undefined,
    received: ({ bytes }) => arrivedIn.push(new DataView(bytes.buffer).getUint16(0)),
  };
  const end = withLinkFaults(
    (wrapped) => {
      inner = wrapped;
      return {
        open: () => undefined,
        close: () => undefined,
        refuse: () => undefined,
        send: (bytes) => (arrivedOut.push(new DataView(bytes.buffer as ArrayBuffer).getUint16(0)), true),
      };
    },
    listener,
    {
      faults,
      clock: { now: () => clock.now, setTimer: (delay, run) => clock.after(delay, run) },
      random: () => random.fraction(),
      cut: () => cuts++,
    },
  );
  const numbered = (value: number) => {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value);
    return bytes;
  };
  for (let index = 0; index < 1_000; index++) {
    end.send(numbered(index));
    inner?.received({ bytes: numbered(index) });
  }
  clock.run(60_000);
  return { arrivedIn, arrivedOut, cuts };
}

const all = Array.from({ length: 1_000 }, (_, index) => index);
const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

describe('faults of the link', () => {
  it('does nothing where none is set', () => {
    expect(isFaulty({})).toBe(false);
    expect(isFaulty({ loss: 0.1 })).toBe(true);
    expect(run({})).toEqual({ arrivedIn: all, arrivedOut: all, cuts: 0 });
  });

  it('loses its share, in both directions', () => {
    const { arrivedIn, arrivedOut } = run({ loss: 0.3 });
    for (const arrived of [arrivedIn, arrivedOut]) {
      expect(arrived.length).toBeGreaterThan(600);
      expect(arrived.length).toBeLessThan(800);
    }
  });

  it('delays without changing the order', () => {
    expect(run({ delay: 200 })).toEqual({ arrivedIn: all, arrivedOut: all, cuts: 0 });
  });

  it('lets through what its rate allows, in order', () => {
    // 60 seconds of 20 bytes each, 2 bytes in a Record.
    const { arrivedIn, arrivedOut } = run({ rate: 20 });
    expect(arrivedIn).toEqual(all.slice(0, 600));
    expect(arrivedOut).toEqual(arrivedIn);
  });

  it('reorders without losing', () => {
    const { arrivedIn } = run({ reorder: 0.2 });
    expect(arrivedIn).not.toEqual(all);
    expect(sorted(arrivedIn)).toEqual(all);
  });

  it('duplicates its share', () => {
    const { arrivedIn } = run({ duplicate: 0.2 });
    expect(arrivedIn.length).toBeGreaterThan(1_100);
    expect(new Set(arrivedIn).size).toBe(1_000);
  });

  it('cuts', () => {
    expect(run({ cut: 0.01 }).cuts).toBeGreaterThan(5);
  });
});
