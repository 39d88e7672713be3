import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageTypeName } from '../../usp/record/describe.ts';
import { encodeMessage } from '../../usp/message/message.ts';
import { encodeRecord } from '../../usp/record/record.ts';
import { damage } from '../../usp/testing/damage.ts';
import { Random } from '../../usp/testing/random.ts';
import { randomMsg } from '../../usp/testing/random-message.ts';
import { goodVectors } from '../../usp/testing/vectors.ts';
import type { Backlog } from '../backlog.ts';
import { captureBounds, type CapturedEntry } from './format.ts';
import { CaptureReader } from './read-capture.ts';
import { exported, TestLog } from '../testing/test-log.ts';

interface Read {
  readonly reader: CaptureReader;
  readonly entries: readonly CapturedEntry[];
}

/** Reads a file that comes in pieces of so many bytes. */
function read(file: Uint8Array | string, piece = Infinity): Read {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const reader = new CaptureReader();
  const entries: CapturedEntry[] = [];
  for (let at = 0; at < bytes.length; at += piece) entries.push(...reader.push(bytes.subarray(at, at + piece)));
  entries.push(...reader.close());
  return { reader, entries };
}

function contents(backlog: Backlog): CapturedEntry[] {
  const all: CapturedEntry[] = [];
  for (let seq = backlog.oldest; seq < backlog.next; seq++) {
    const entry = backlog.entry(seq);
    const bytes = backlog.bytes(seq);
    if (entry) all.push({ entry, ...(bytes && { bytes }) });
  }
  return all;
}

/** Everything that a log may hold: any Record, any Message in pieces, notes, nonsense. */
function randomLog(random: Random): TestLog {
  const log = new TestLog(random.between(1, 1_000_000));
  for (let lines = random.between(1, 12); lines > 0; lines--) {
    const msg = randomMsg(random);
    const direction = random.pick(['in', 'out'] as const);
    switch (random.between(0, 4)) {
      case 0:
        log.message(direction, msg);
        break;
      case 1:
        log.session(direction, msg, [3, 10]);
        break;
      case 2:
        log.bytes(direction, random.bytes(random.between(0, 60)), 'no Record');
        break;
      case 3:
        log.note({ kind: 'error', note: `a broker said “${messageTypeName(msg)}” 📡` });
        break;
      default: {
        const payload = encodeMessage(msg);
        const recordType = { case: 'noSessionContext' as const, value: { payload } };
        log.bytes(direction, encodeRecord({ fromId: 'x', toId: 'y', recordType }));
      }
    }
  }
  return log;
}

const header =
  '{"format":"usp-console-capture","version":"1.0","created":"2026-11-26T10:00:00.000Z","by":"t","redaction":"none"}';
const plain = '{"seq":1,"time":0,"kind":"state","note":"open"}';

describe('a capture', () => {
  it('is the log again, byte for byte, in pieces of any size', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 200 }), (seed, piece) => {
        const { backlog } = randomLog(new Random(seed));
        const { bytes } = exported(backlog, { from: backlog.oldest });
        const { reader, entries } = read(bytes, piece);
        expect(reader.faults).toEqual([]);
        expect(entries).toEqual(contents(backlog));
        expect(reader.end).toEqual({ entries: entries.length, missing: 0, redacted: [], macs: 0 });
      }),
      { numRuns: 100 },
    );
  });

  it.each(goodVectors.filter(({ type }) => type === 'Record'))('keeps $name', ({ bytes }) => {
    const log = new TestLog();
    log.bytes('in', bytes);
    expect(read(exported(log.backlog).bytes).entries).toEqual(contents(log.backlog));
  });

  it('never makes the reader throw, whatever is done to it, and says where it is damaged', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const [one, other] = [randomLog(random), randomLog(random)].map(
          ({ backlog }) => exported(backlog, { from: backlog.oldest }).bytes,
        );
        if (!one || !other) throw new Error('no log');
        const damaged = damage(one, random, other);
        const { reader, entries } = read(damaged, random.between(1, 5_000));
        const lines = new TextDecoder().decode(damaged).split('\n').length;
        for (const { line, message } of reader.faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(message).toMatch(/\.$/);
        }
        for (const { entry, bytes } of entries) {
          expect(Number.isSafeInteger(entry.seq)).toBe(true);
          if (bytes) expect(bytes.length).toBe(entry.size);
        }
        expect(reader.faultCount + entries.length + Number(reader.end !== undefined)).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is read before and behind a damaged line', () => {
    const file = [header, plain, '{"seq":2,"time":"late","kind":"state","note":""}', plain.replace('1', '3'), ''].join(
      '\n',
    );
    const { reader, entries } = read(file);
    expect(entries.map(({ entry }) => entry.seq)).toEqual([1, 3]);
    expect(reader.faults).toEqual([{ line: 3, message: '"time" wants milliseconds since 1970.' }]);
  });

  it('may be cut off: what is whole is read', () => {
    const whole = `${header}\n${plain}\n`;
    const { reader, entries } = read(`${whole}{"seq":2,"time":1`);
    expect(entries).toHaveLength(1);
    expect(reader.end).toBeUndefined();
    expect(reader.faults).toEqual([{ line: 3, message: 'The file ends within this line: it was cut off here.' }]);
    expect(read(whole.slice(0, -1)).entries).toHaveLength(1);
    expect(read(whole).reader.faults).toEqual([]);
  });

  it('may have fields that this version does not know', () => {
    const file = `${header.replace('1.0', '1.7').replace('{', '{"mood":1,')}\n${plain.replace('{', '{"weight":[],"__proto__":{"kind":"in"},')}\n{"end":{"entries":1,"missing":0,"macs":0,"redacted":[],"more":true}}\n`;
    const { reader, entries } = read(file);
    expect(reader.faults).toEqual([]);
    expect(entries).toEqual([{ entry: { seq: 1, time: 0, kind: 'state', note: 'open' } }]);
  });

  it.each([
    ['', 'The file is empty.'],
    ['<?xml version="1.0"?>', 'This is no capture of USP Console.'],
    ['{"log":{}}', '"format" is not "usp-console-capture"'],
    [header.replace('1.0', '2.0'), 'This is version 2.0 of the capture format; this page reads version 1.'],
    [header.replace('1.0', 'x'), '"version" wants'],
    [header.replace('none', 'some'), '"redaction" wants one of secrets, none.'],
    [header.replace('2026-', 'MMXXVI'), '"created" wants'],
    ['x'.repeat(captureBounds.header + 1), 'longer than 65,536 bytes'],
  ])('is refused in words: %j', (file, why) => {
    const { reader, entries } = read(`${file}\n${plain}\n`.slice(file === '' ? Infinity : 0));
    expect(entries).toEqual([]);
    expect(reader.refused).toBe(true);
    expect(reader.faults[0]?.line).toBe(1);
    expect(reader.faults[0]?.message).toContain(why);
  });

  it.each([
    ['[]', 'wants an object'],
    ['{"seq":1.5,"time":0,"kind":"in","note":""}', '"seq" wants a whole number'],
    ['{"seq":2,"time":9e15,"kind":"in","note":""}', '"time" wants'],
    ['{"seq":2,"time":0,"kind":"up","note":""}', '"kind" wants one of in, out'],
    ['{"seq":2,"time":0,"kind":"in"}', '"note" is missing'],
    ['{"seq":2,"time":0,"kind":"in","note":"","paths":[1]}', '"paths" wants a list'],
    ['{"seq":2,"time":0,"kind":"in","note":"","session":{"sessionId":"1"}}', '"session" wants an object with'],
    ['{"seq":2,"time":0,"kind":"in","note":"","size":1,"bytes":"!"}', '"bytes" wants the Record in base64'],
    ['{"seq":2,"time":0,"kind":"in","note":"","size":2,"bytes":"AA=="}', '"size" says 2, and "bytes" has 1'],
    ['{"seq":1,"time":0,"kind":"in","note":""}', '"seq" wants a number above 1'],
    ['{"end":{"entries":-1}}', 'The end line wants entries'],
    [JSON.stringify({ seq: 2, time: 0, kind: 'in', note: 'x'.repeat(captureBounds.text + 1) }), '"note" wants a text'],
  ])('has a line that is told: %.60s', (line, why) => {
    const { reader, entries } = read(`${header}\n${plain}\n${line}\n`);
    expect(entries).toHaveLength(1);
    expect(reader.faults).toEqual([{ line: 3, message: expect.stringContaining(why) as string }]);
  });

  it('with a line longer than any Record is read on behind it, and the line is not kept', () => {
    const reader = new CaptureReader();
    const entries = [...reader.push(new TextEncoder().encode(`${header}\n`))];
    const piece = new Uint8Array(8 * 1024 * 1024).fill(0x20);
    for (let sent = 0; sent <= captureBounds.line; sent += piece.length) entries.push(...reader.push(piece));
    entries.push(...reader.push(new TextEncoder().encode(`\n${plain}\n`)), ...reader.close());
    expect(entries).toHaveLength(1);
    expect(reader.faults).toEqual([{ line: 2, message: expect.stringContaining('longer than') as string }]);
  });

  it('tells of a hundred damaged lines one by one, and counts the others', () => {
    const { reader } = read(`${header}\n${'{\n'.repeat(5_000)}`);
    expect(reader.faultCount).toBe(5_000);
    expect(reader.faults).toHaveLength(100);
  });
});
