/** The Session Context with one peer, on whatever connection the two last met (R-E2E.5). */
import type { PayloadSarState, RecordTypeInit } from '../record/record.ts';
import { fieldsOverhead } from '../session/segmenter.ts';
import { Session } from '../session/session.ts';
import type { SessionFields } from '../session/types.ts';
import type { Contact, Queued } from './contact.ts';

/** Bytes of a Record beside the session's fields and the two Endpoint IDs: version, security, tags and lengths. */
const recordFrame = 32;
/** Bytes of a Message that every Record has room for. */
const leastPayload = 64;

export class PeerSession {
  readonly session: Session;
  /** The way that its Records take. */
  contact: Contact;
  /** The peer said that it does no Session Contexts (7106). */
  refused = false;
  readonly #smallestRecord: number;
  #recordSize: number | undefined;
  /** What was handed to the Session and has not been acknowledged. */
  readonly #underWay = new Map<number, Queued>();
  #lastTag = 0;

  constructor(contact: Contact, maxRecordSize: number | undefined, ourId: string, newSessionId: () => bigint) {
    this.contact = contact;
    const recordOverhead = recordFrame + 4 * (ourId.length + contact.peer.length); // UTF-8: at most 4 bytes a unit
    this.#smallestRecord = recordOverhead + fieldsOverhead + leastPayload;
    this.#recordSize = maxRecordSize;
    this.session = new Session({ newSessionId, recordOverhead, maxRecordSize: this.#usable(maxRecordSize) });
  }

  /** From now on its Records go this way, and are at most so large. */
  moveTo(contact: Contact, maxRecordSize: number | undefined): void {
    if (maxRecordSize !== this.#recordSize) this.session.setMaxRecordSize(this.#usable(maxRecordSize));
    this.#recordSize = maxRecordSize;
    this.contact = contact;
  }

  /** What is wanted, 0 being no limit, unless nothing would fit beside the Endpoint IDs: a peer chooses its own. */
  #usable(maxRecordSize: number | undefined): number | undefined {
    if (maxRecordSize === 0) return undefined;
    if (maxRecordSize === undefined || maxRecordSize > this.#smallestRecord) return maxRecordSize;
    return this.#smallestRecord;
  }

  send(message: Queued, now: number): void {
    const own = ++this.#lastTag;
    this.#underWay.set(own, message);
    this.session.send(message.payload, own, now);
  }

  /** The Message has met its end in the session; returns what it was. */
  settled(own: number): Queued | undefined {
    const found = this.#underWay.get(own);
    this.#underWay.delete(own);
    return found;
  }

  /** Takes back the Message of a tag, if it is under way here; it may arrive all the same. */
  withdraw(tag: number, now: number): void {
    for (const [own, underWay] of this.#underWay) {
      if (underWay.tag !== tag) continue;
      this.#underWay.delete(own);
      this.session.cancel(own, now);
    }
  }
}

/** The fields of a session Record for the encoder. */
export function sessionRecord(fields: SessionFields): RecordTypeInit {
  const { payload, payloadSarState, payloadrecSarState, ...ids } = fields;
  return {
    case: 'sessionContext',
    value: {
      ...ids,
      payloadSarState: payloadSarState as PayloadSarState,
      payloadrecSarState: payloadrecSarState as PayloadSarState,
      payload: payload as Uint8Array<ArrayBuffer>[],
    },
  };
}
