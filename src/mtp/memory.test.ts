import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MtpRecorder } from '../../tools/testing/mtp-recorder.ts';
import { createMemoryLink } from './memory.ts';

/** A link whose deliveries wait until they are told to run. */
function pair() {
  const waiting: (() => void)[] = [];
  const link = createMemoryLink((run) => waiting.push(run));
  const heard = { a: new MtpRecorder(), b: new MtpRecorder() };
  const a = link.join('a', heard.a);
  const b = link.join('b', heard.b);
  const run = (): void => {
    for (let next = waiting.shift(); next; next = waiting.shift()) next();
  };
  const open = (): void => {
    a.open();
    b.open();
    run();
  };
  return { link, a, b, heard, run, open, waiting };
}

const bytes = (...values: number[]) => new Uint8Array(values);

describe('two ends in one page', () => {
  it('open once both have opened, and never at once', () => {
    const { a, b, heard, run } = pair();
    a.open();
    run();
    expect(heard.a.openings).toEqual([]);
    b.open();
    expect(heard.a.openings).toEqual([]);
    run();
    expect(heard.a.openings).toEqual([{ encrypted: true }]);
    expect(heard.b.openings).toEqual([{ encrypted: true }]);
    a.open();
    run();
    expect(heard.a.openings).toHaveLength(1);
  });

  it('bring Records over in order, as copies', () => {
    const { a, b, heard, run, open } = pair();
    expect(a.send(bytes(1))).toBe(false);
    open();
    const record = bytes(1, 2);
    expect(a.send(record)).toBe(true);
    record[0] = 9;
    expect(a.send(bytes(3))).toBe(true);
    expect(b.send(bytes())).toBe(true);
    expect(heard.b.records).toEqual([]);
    run();
    expect(heard.b.records.map((incoming) => [...incoming.bytes])).toEqual([[1, 2], [3]]);
    expect(heard.a.records.map((incoming) => [...incoming.bytes])).toEqual([[]]);
  });

  it('close in order: what was sent before still arrives', () => {
    const { a, b, heard, run, open } = pair();
    open();
    a.send(bytes(1));
    a.close();
    a.close();
    expect(a.send(bytes(2))).toBe(false);
    run();
    expect(heard.b.records).toHaveLength(1);
    expect(heard.a.endings).toEqual([undefined]);
    expect(heard.b.endings).toEqual([expect.objectContaining({ code: 'peer-closed' })]);
    expect(b.send(bytes(3))).toBe(false);
  });

  it('hear of a cut on both sides, and lose what is under way', () => {
    const { link, a, heard, run, open } = pair();
    open();
    a.send(bytes(1));
    link.cut();
    run();
    expect(heard.b.records).toEqual([]);
    expect(heard.a.endings).toEqual([expect.objectContaining({ code: 'cut' })]);
    expect(heard.b.endings).toEqual([expect.objectContaining({ code: 'cut' })]);
  });

  it('end when the other side is gone before they open', () => {
    const { a, b, heard, run } = pair();
    a.close();
    run();
    b.open();
    run();
    expect(heard.a.endings).toEqual([undefined]);
    expect(heard.b.endings).toEqual([expect.objectContaining({ code: 'peer-closed' })]);

    const cut = pair();
    cut.link.cut();
    cut.a.open();
    cut.run();
    expect(cut.heard.a.endings).toEqual([expect.objectContaining({ code: 'cut' })]);
  });

  it('stay open whatever was refused', () => {
    const { a, heard, run, open } = pair();
    open();
    a.refuse('not a Record');
    run();
    expect(heard.a.drops).toEqual([]);
    expect(a.send(bytes(1))).toBe(true);
  });

  it('take one listener each', () => {
    const { link } = pair();
    expect(() => link.join('a', new MtpRecorder())).toThrow('taken');
  });

  it('are opened at most once and closed at most once, whatever is called when', () => {
    const call = fc.constantFrom('a.open', 'b.open', 'a.close', 'b.close', 'a.send', 'b.send', 'cut', 'run');
    fc.assert(
      fc.property(fc.array(call, { maxLength: 20 }), (calls) => {
        const { link, a, b, heard, run } = pair();
        const actions = new Map<string, () => void>([
          ['a.open', () => a.open()],
          ['b.open', () => b.open()],
          ['a.close', () => a.close()],
          ['b.close', () => b.close()],
          ['a.send', () => void a.send(bytes(1))],
          ['b.send', () => void b.send(bytes(2))],
          ['cut', () => link.cut()],
          ['run', run],
        ]);
        for (const name of calls) actions.get(name)?.();
        a.close();
        b.close();
        run();
        for (const end of [heard.a, heard.b]) {
          expect(end.endings).toHaveLength(1);
          expect(end.openings.length).toBeLessThanOrEqual(1);
          if (end.records.length > 0) expect(end.openings).toHaveLength(1);
        }
      }),
    );
  });
});
