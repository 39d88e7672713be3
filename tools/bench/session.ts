/** What reassembly costs: it has to grow linearly, and joining has to cost less than decoding the Records did. */
import { decodeRecord, encodeRecord, type PayloadSarState } from '../../src/usp/record/record.ts';
import { Session } from '../../src/usp/session/session.ts';
import type { SessionFields } from '../../src/usp/session/types.ts';
import { fastest, milliseconds, type Result } from './measure.ts';

const mebibyte = 1024 * 1024;
const recordOverhead = 64;
const newSessionId = () => 4_711n;

/** The bytes of the Records that a Message of a size is sent in. */
function recordsOf(size: number, maxRecordSize: number): Uint8Array[] {
  const sender = new Session({ newSessionId, recordOverhead, maxRecordSize, timing: { window: 1_000_000 } });
  sender.open(0);
  sender.send(new Uint8Array(size).fill(7), 1, 0);
  sender.handleTimeout(1_000);
  const fields: SessionFields[] = [];
  for (let out = sender.pollTransmit(); out; out = sender.pollTransmit()) fields.push(out);
  return fields.map((one) =>
    encodeRecord({
      toId: 'proto::console',
      fromId: 'os::00256D-0123456789',
      recordType: {
        case: 'sessionContext',
        value: {
          ...one,
          payloadSarState: one.payloadSarState as PayloadSarState,
          payloadrecSarState: one.payloadrecSarState as PayloadSarState,
          payload: one.payload as Uint8Array<ArrayBuffer>[],
        },
      },
    }),
  );
}

/** Takes in Records, in the order given; returns the Message that comes out. */
function receive(records: readonly SessionFields[]): Uint8Array {
  const receiver = new Session({ newSessionId, recordOverhead });
  let received = new Uint8Array(0);
  for (const fields of records) {
    receiver.handleRecord(fields, 0, 0);
    while (receiver.pollTransmit());
    for (let event = receiver.pollEvent(); event; event = receiver.pollEvent()) {
      if (event.type === 'message') received = event.bytes as Uint8Array<ArrayBuffer>;
    }
  }
  return received;
}

function decodeAll(encoded: readonly Uint8Array[]): SessionFields[] {
  return encoded.map((bytes) => {
    const decoded = decodeRecord(bytes);
    if (!decoded.ok || decoded.record.recordType.case !== 'sessionContext') throw new Error('not a session Record');
    return decoded.record.recordType.value;
  });
}

interface Work {
  readonly size: number;
  readonly decode: () => unknown;
  /** Taking the Records in, in order, to the whole Message. */
  readonly join: () => Uint8Array;
  /** The same without the last Record: all but the copy that makes the pieces one. */
  readonly collect: () => unknown;
  /** The first segment comes last: all others are held until then. */
  readonly late: () => Uint8Array;
}

function workFor(size: number, maxRecordSize: number): Work {
  const encoded = recordsOf(size, maxRecordSize);
  const decoded = decodeAll(encoded);
  const [opening, first, ...rest] = decoded;
  if (!opening || !first) throw new Error('too few Records');
  const reordered = [opening, ...rest, first];
  const shortened = decoded.slice(0, -1);
  const work = {
    size,
    decode: () => decodeAll(encoded),
    join: () => receive(decoded),
    collect: () => receive(shortened),
    late: () => receive(reordered),
  };
  for (const message of [work.join(), work.late()]) {
    if (message.length !== size || !message.every((byte) => byte === 7)) throw new Error('it did not come out whole');
  }
  return work;
}

/**
 * Milliseconds for a large Message, and for as many bytes in small ones, in turns. All Messages are kept: memory that
 * was used before is cheaper than new, and small blocks are used again where large ones are not.
 */
function compare(large: Work, small: Work, order: 'join' | 'late'): { large: number; small: number } {
  const kept: Uint8Array[] = [];
  const cost = { large: Infinity, small: Infinity };
  for (let round = 0; round < 7; round++) {
    cost.large = Math.min(
      cost.large,
      fastest(1, () => kept.push(large[order]())),
    );
    const all = fastest(1, () => {
      for (let bytes = 0; bytes < large.size; bytes += small.size) kept.push(small[order]());
    });
    cost.small = Math.min(cost.small, (all * small.size) / large.size);
  }
  return cost;
}

export function sessionBench(): Result[] {
  const results: Result[] = [];
  workFor(mebibyte, 1_024);
  for (const kibibytes of [8, 64]) {
    const small = workFor(8 * mebibyte, kibibytes * 1024);
    const large = workFor(64 * mebibyte, kibibytes * 1024);
    const name = `session, Records of ${kibibytes} KiB`;
    for (const order of ['join', 'late'] as const) {
      const how = order === 'join' ? 'in order' : 'the first segment last';
      const cost = compare(large, small, order);
      const ratio = cost.large / cost.small;
      results.push({
        name: `${name}: 64 MiB against 8 MiB, ${how}`,
        value: `${milliseconds(cost.large)} / ${milliseconds(cost.small)} = ${ratio.toFixed(1)}`,
        wanted: 'at most 9',
        held: ratio <= 9,
      });
    }
    const [decode, collect] = [fastest(9, large.decode), fastest(9, large.collect)];
    results.push({
      name: `${name}: joining 64 MiB, but for the one copy, against decoding its Records`,
      value: `${milliseconds(collect)} against ${milliseconds(decode)}`,
      wanted: 'less',
      held: collect < decode,
    });
  }
  return results;
}
