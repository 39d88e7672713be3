/** A Session whose peer is the test itself: what it sends is looked at, what it hears is written by hand. */
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { Session } from '../session/session.ts';
import type { SessionEvent, SessionFields, SessionOptions } from '../session/types.ts';

export interface Heard extends Partial<SessionFields> {
  readonly payloadSecurity?: number;
}

export class LoneSession {
  readonly session: Session;
  now = 1_000;
  /** All that has come out, oldest first. */
  readonly sent: SessionFields[] = [];
  readonly events: SessionEvent[] = [];

  constructor(options: Partial<SessionOptions> = {}) {
    let id = 1_000n;
    this.session = new Session({ newSessionId: () => (id += 1_000n), recordOverhead: 20, ...options });
  }

  /** Sends a Message and returns the Records that go out at once. */
  send(message: Uint8Array | string, tag: number): SessionFields[] {
    const bytes = typeof message === 'string' ? getTextEncoding().encodeUtf8(message) : message;
    return this.#act(() => this.session.send(bytes, tag, this.now));
  }

  /** Takes in a Record of the peer: of the current Session Context, expected_id 1, where nothing else is said. */
  hear(heard: Heard): SessionFields[] {
    const { payloadSecurity, ...fields } = heard;
    const record: SessionFields = {
      sessionId: this.session.status().sessionId ?? 0n,
      sequenceId: 1n,
      expectedId: 1n,
      retransmitId: 0n,
      payloadSarState: 0,
      payloadrecSarState: 0,
      payload: [],
      ...fields,
    };
    return this.#act(() => this.session.handleRecord(record, payloadSecurity ?? 0, this.now));
  }

  act(action: (session: Session, now: number) => void): SessionFields[] {
    return this.#act(() => action(this.session, this.now));
  }

  /** Lets time pass, with all that is due in it; returns the Records that go out. */
  wait(duration: number): SessionFields[] {
    const end = this.now + duration;
    const from = this.sent.length;
    for (let next = this.session.nextTimeout(); next !== undefined && next <= end; next = this.session.nextTimeout()) {
      if (next < this.now) throw new Error(`a timer is stuck at ${next}, it is ${this.now}`);
      this.now = next;
      this.#act(() => this.session.handleTimeout(this.now));
    }
    this.now = end;
    return this.sent.slice(from);
  }

  all<T extends SessionEvent['type']>(type: T): Extract<SessionEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
  }

  /** The Messages that came in, as text. */
  get messages(): string[] {
    return this.all('message').map(({ bytes }) => getTextEncoding().decodeUtf8(bytes));
  }

  /** Opens a Session Context and has it answered; both sides have used sequence_id 1. */
  establish(): this {
    this.act((session, now) => session.open(now));
    this.hear({ sequenceId: 1n, expectedId: 2n, payload: [new Uint8Array(0)] });
    return this;
  }

  #act(action: () => void): SessionFields[] {
    const from = this.sent.length;
    action();
    for (let out = this.session.pollTransmit(); out; out = this.session.pollTransmit()) this.sent.push(out);
    for (let event = this.session.pollEvent(); event; event = this.session.pollEvent()) this.events.push(event);
    return this.sent.slice(from);
  }
}

export function text(message: string): Uint8Array {
  return getTextEncoding().encodeUtf8(message);
}
