/** Cuts Messages into the payloads of Records, and follows each until the peer has all of it. */
import type { Segment } from './reassembler.ts';
import { sar, type FailureReason } from './types.ts';

/**
 * The most that the session's fields cost in a Record: the field itself with its length (1 + 5), four ids (1 + 10
 * each), two SAR states (1 + 1 each) and the payload's own tag and length (1 + 5).
 */
export const fieldsOverhead = 6 + 4 * 11 + 2 * 2 + 6;

interface Outgoing {
  readonly tag: number;
  readonly bytes: Uint8Array;
  /** The first byte that was not sent in this Session Context. */
  offset: number;
  /** In how many Session Contexts it was begun. */
  attempts: number;
  /** The sequence_id of its last Record, once that was sent. */
  lastId: bigint | undefined;
  /** Its sender does not want to hear of it any more. */
  silent: boolean;
}

export interface Told {
  readonly tag: number;
  readonly arrived: 'no' | 'unknown';
}

export class Segmenter {
  readonly #limit: number;
  /** Not sent, or not to the end. */
  readonly #waiting: Outgoing[] = [];
  /** Sent to the end, not acknowledged. */
  readonly #sent: Outgoing[] = [];
  #bytes = 0;
  /** Bytes of payload in one Record. */
  capacity = Infinity;

  /** @param limit bytes of all Messages that are not acknowledged */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of all Messages that are not acknowledged. */
  get bytes(): number {
    return this.#bytes;
  }

  get messages(): number {
    return this.#waiting.length + this.#sent.length;
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Is a Message sent in part? */
  get inMessage(): boolean {
    return (this.#waiting[0]?.offset ?? 0) > 0;
  }

  /** Takes a Message; where it can't, says why. */
  add(bytes: Uint8Array, tag: number): FailureReason | undefined {
    if (bytes.length === 0) return 'empty';
    if (this.#bytes + bytes.length > this.#limit) return 'outgoing-full';
    this.#bytes += bytes.length;
    this.#waiting.push({ tag, bytes, offset: 0, attempts: 0, lastId: undefined, silent: false });
    return undefined;
  }

  /** The next piece of what waits. Its Record is about to be sent, with the sequence_id given. */
  next(sequenceId: bigint): Segment | undefined {
    const message = this.#waiting[0];
    if (!message) return undefined;
    const { bytes, offset } = message;
    if (offset === 0) message.attempts++;
    const end = Math.min(bytes.length, offset + this.capacity);
    const whole = offset === 0 && end === bytes.length;
    let state: number = sar.inProcess;
    if (whole) state = sar.none;
    else if (offset === 0) state = sar.begin;
    else if (end === bytes.length) state = sar.complete;
    message.offset = end;
    if (end === bytes.length) {
      message.lastId = sequenceId;
      this.#sent.push(message);
      this.#waiting.shift();
    }
    // One payload record is cut here, or none: both SAR states are alike.
    const payload = [whole ? bytes : bytes.subarray(offset, end)];
    return { payloadSarState: state, payloadrecSarState: state, payload };
  }

  /** The peer has all Records below. Returns the tags of the Messages that it has so. */
  acknowledge(expectedId: bigint): number[] {
    let count = 0;
    while ((this.#sent[count]?.lastId ?? expectedId) < expectedId) count++;
    const delivered = this.#sent.splice(0, count);
    this.#release(delivered);
    return delivered.filter(({ silent }) => !silent).map(({ tag }) => tag);
  }

  /**
   * A Session Context has ended. What was not sent to the end can't have been taken in, and is begun again in the next;
   * of what was, nobody knows, and it is given up: a Message must not arrive twice.
   * @returns those given up
   */
  restart(attempts: number): Told[] {
    const told = this.dropSent();
    const [head] = this.#waiting;
    if (head && head.offset > 0) {
      head.offset = 0;
      if (head.attempts >= attempts || head.silent) told.push(...this.#give([head], 'no'));
    }
    return told;
  }

  /** Gives up what was sent and not acknowledged. */
  dropSent(): Told[] {
    return this.#give(this.#sent.splice(0), 'unknown');
  }

  /** Gives up everything. */
  clear(): Told[] {
    const told = this.dropSent();
    return [...told, ...this.#give(this.#waiting.slice(), 'no')];
  }

  /** Takes back a Message. One that was begun is sent to its end, or the peer could not follow. */
  cancel(tag: number): Told | undefined {
    const message = [...this.#sent, ...this.#waiting].find((one) => one.tag === tag && !one.silent);
    if (!message) return undefined;
    if (message.offset === 0) return this.#give([message], 'no')[0];
    message.silent = true;
    return { tag, arrived: 'unknown' };
  }

  #give(messages: Outgoing[], arrived: Told['arrived']): Told[] {
    for (const message of messages) {
      const at = this.#waiting.indexOf(message);
      if (at >= 0) this.#waiting.splice(at, 1);
    }
    this.#release(messages);
    return messages.filter(({ silent }) => !silent).map(({ tag }) => ({ tag, arrived }));
  }

  #release(messages: readonly Outgoing[]): void {
    for (const { bytes } of messages) this.#bytes -= bytes.length;
  }
}
