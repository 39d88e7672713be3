/** A worker for tests of screens: answers requests as the test says, and tells what the test lets it tell. */
import type { UspAnswer } from '../../src/usp/message/answer-types.ts';
import type { AnyRequest, UspRequest } from '../../src/usp/message/request-types.ts';
import type { PlainUspError } from '../../src/usp/error.ts';
import { printWire, wireDetail, type PrintForm } from '../../src/wire/detail.ts';

/** What the device does with a request; undefined: nothing, it stays open. */
export type Script = (request: UspRequest) => UspAnswer | PlainUspError | undefined;

interface Asked {
  readonly type: string;
  readonly id?: number;
  readonly bytes?: Uint8Array;
  readonly form?: PrintForm;
  readonly request?: AnyRequest;
  readonly after?: number;
}

export class ScriptedWorker {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  /** The Record behind every entry of the log. */
  record: Uint8Array = Uint8Array.of(10, 3, 49, 46, 52);
  /** Every request that came, in order. */
  readonly requests: UspRequest[] = [];
  /** Ids of requests that were cancelled. */
  readonly cancelled: number[] = [];
  readonly #script: Script;
  readonly #sleeping: { readonly id: number; readonly after: number }[] = [];
  #onsleep: (() => void) | undefined;

  constructor(script: Script) {
    this.#script = script;
  }

  terminate(): void {
    this.onmessage = null;
  }

  postMessage(message: Asked): void {
    const { id, request } = message;
    if (message.type === 'cancel' && id !== undefined) {
      this.cancelled.push(id);
      this.emit({ type: 'failed', id, error: plain({ reason: 'cancelled', message: 'Cancelled.' }) });
    }
    if (message.type === 'wake' && id !== undefined) {
      this.#sleeping.push({ id, after: message.after ?? 0 });
      this.#onsleep?.();
    }
    if (message.type === 'log-detail') {
      this.emit({ type: 'log-detail', id, detail: wireDetail(this.record, undefined, []) });
    }
    if (message.type === 'print' && message.bytes && message.form) {
      this.emit({ type: 'printed', id, text: printWire(message.bytes, message.form) });
    }
    if (message.type !== 'request' || !request || request.kind === 'Written') return;
    this.requests.push(structuredClone(request));
    const answer = this.#script(request);
    if (!answer) return;
    if ('kind' in answer) this.emit({ type: 'answer', id, slice: { part: structuredClone(answer), continues: false } });
    else this.emit({ type: 'failed', id, error: answer });
  }

  /** Waits until the page wants to be woken, and wakes it. Resolves with the milliseconds that it wanted to sleep. */
  async wake(): Promise<number> {
    while (this.#sleeping.length === 0) await new Promise<void>((resolve) => (this.#onsleep = resolve));
    const { id, after } = this.#sleeping.shift() ?? { id: 0, after: 0 };
    this.emit({ type: 'awake', id });
    return after;
  }

  /** Lets the page hear a message of the port, in a task of its own as a real worker would. */
  emit(message: { readonly type: string } & Readonly<Record<string, unknown>>): void {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }: MessageEvent<unknown>) => {
      port2.close();
      this.onmessage?.(new MessageEvent('message', { data }));
    };
    port1.postMessage(message);
  }
}

/** An error as it crosses the port. */
export function plain(error: Partial<PlainUspError>): PlainUspError {
  return { code: 0, origin: 'remote', reason: 'remote-error', message: 'No.', advice: '', params: [], ...error };
}
