import { describe, expect, it } from 'vitest';
import { CaptureHost } from './capture-host.ts';
import type { CaptureStatus, FromWorker } from './port.ts';

const header =
  '{"format":"usp-console-capture","version":"1.0","created":"2026-11-26T10:00:00.000Z","by":"t","redaction":"none"}';
const line = (seq: number) => JSON.stringify({ seq, time: seq, kind: 'state', note: `line ${seq}` });

class Desk {
  readonly told: FromWorker[] = [];
  readonly host: CaptureHost;
  #ended: (status: CaptureStatus) => void = () => undefined;
  readonly ended = new Promise<CaptureStatus>((resolve) => (this.#ended = resolve));

  constructor(heard: (message: FromWorker, desk: Desk) => void = () => undefined) {
    this.host = new CaptureHost({
      now: () => 0,
      after: (_milliseconds, run) => {
        queueMicrotask(run);
        return () => undefined;
      },
      post: (message) => {
        this.told.push(message);
        heard(message, this);
        if (message.type === 'capture' && message.status.state !== 'reading') this.#ended(message.status);
      },
    });
  }

  async open(content: BlobPart): Promise<CaptureStatus> {
    this.host.handle({ type: 'capture-open', file: new Blob([content]) });
    return this.ended;
  }

  get slices(): number[] {
    return this.told.flatMap((message) => (message.type === 'log' ? [message.entries.length] : []));
  }
}

function file(lines: number): string {
  return [header, ...Array.from({ length: lines }, (_, index) => line(index + 1)), ''].join('\n');
}

describe('the worker of a capture', () => {
  it('hands over entries in bounded slices, and says how far it is', async () => {
    const desk = new Desk();
    const content = file(3_500);
    const status = await desk.open(content);
    expect(status).toMatchObject({
      state: 'read',
      read: content.length,
      size: content.length,
      entries: 3_500,
      faults: [],
    });
    expect(Math.max(...desk.slices)).toBe(1_000);
    expect(desk.slices.reduce((sum, count) => sum + count)).toBe(3_500);
  });

  it('can be stopped: what was read stays', async () => {
    const desk = new Desk((message, { host }) => {
      if (message.type === 'log') host.handle({ type: 'capture-stop' });
    });
    expect(await desk.open(file(3_500))).toMatchObject({ state: 'stopped', entries: 1_000 });
  });

  it('answers for the log in it', async () => {
    const desk = new Desk();
    await desk.open(
      `${header}\n${JSON.stringify({ seq: 4, time: 0, kind: 'in', note: '', size: 2, bytes: 'CgA=' })}\n`,
    );
    desk.host.handle({ type: 'log-detail', id: 9, seq: 4 });
    desk.host.handle({ type: 'ping', id: 10 });
    expect(desk.told.at(-2)).toMatchObject({
      type: 'log-detail',
      id: 9,
      detail: { record: { bytes: Uint8Array.of(10, 0) } },
    });
    expect(desk.told.at(-1)).toEqual({ type: 'pong', id: 10 });
  });

  it('says what is no capture', async () => {
    expect(await new Desk().open('<dm:document/>')).toMatchObject({ state: 'refused', entries: 0, faultCount: 1 });
  });

  it('says why a file can not be read on', async () => {
    const desk = new Desk();
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('The disk is gone.')),
    });
    const blob = new Blob([header]);
    Object.defineProperty(blob, 'stream', { value: () => broken });
    desk.host.handle({ type: 'capture-open', file: blob });
    expect(await desk.ended).toMatchObject({ state: 'failed', why: 'The disk is gone.' });
  });
});
