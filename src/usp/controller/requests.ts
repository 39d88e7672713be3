/** The requests that are open, and for a while those that have ended: who asked whom what, and until when. */
import type { AnyRequest } from '../message/request-types.ts';

export interface OpenRequest {
  /** The caller's number; undefined: the Controller itself asks. */
  readonly id: number | undefined;
  readonly tag: number;
  readonly msgId: string;
  readonly agent: string;
  readonly request: AnyRequest;
  /** The caller wants this connection and no other. */
  readonly only: string | undefined;
  readonly deadline: number;
  /** Its Operate's command_key, for what it starts. */
  readonly commandKey?: string | undefined;
  /** A person wrote it without a msg_id that could be read: `msgId` is ours alone. */
  readonly nameless?: true;
  connection: string;
  /** When it was handed to the transport; undefined: it waits for a connect Record. */
  sentAt: number | undefined;
}

const rememberedEnds = 1_000;

export class Requests {
  readonly #byMsgId = new Map<string, OpenRequest>();
  readonly #byId = new Map<number, OpenRequest>();
  readonly #byTag = new Map<number, OpenRequest>();
  /** msg_id to how it ended; the oldest leave first. */
  readonly #ended = new Map<string, string>();

  get size(): number {
    return this.#byMsgId.size;
  }

  add(request: OpenRequest): void {
    this.#byMsgId.set(request.msgId, request);
    this.#byTag.set(request.tag, request);
    if (request.id !== undefined) this.#byId.set(request.id, request);
  }

  byMsgId(msgId: string): OpenRequest | undefined {
    return this.#byMsgId.get(msgId);
  }

  byId(id: number): OpenRequest | undefined {
    return this.#byId.get(id);
  }

  byTag(tag: number): OpenRequest | undefined {
    return this.#byTag.get(tag);
  }

  /** How the request of this msg_id ended, if it is remembered. */
  howEnded(msgId: string): string | undefined {
    return this.#ended.get(msgId);
  }

  /** @param how in words that complete "its request ...", e.g. `was answered`. */
  end(request: OpenRequest, how: string): void {
    this.#byMsgId.delete(request.msgId);
    this.#byTag.delete(request.tag);
    if (request.id !== undefined) this.#byId.delete(request.id);
    this.#ended.set(request.msgId, how);
    if (this.#ended.size > rememberedEnds) {
      const [oldest] = this.#ended.keys();
      if (oldest !== undefined) this.#ended.delete(oldest);
    }
  }

  /** The one request to an Agent that holds no msg_id and waits for whatever comes; undefined: none, or several. */
  nameless(agent: string): OpenRequest | undefined {
    const found = [...this.#byMsgId.values()].filter((open) => open.agent === agent && open.nameless === true);
    return found.length === 1 ? found[0] : undefined;
  }

  onWay(agent: string, connection: string): OpenRequest[] {
    return [...this.#byMsgId.values()].filter((open) => open.agent === agent && open.connection === connection);
  }

  due(now: number): OpenRequest[] {
    return [...this.#byMsgId.values()].filter((open) => open.deadline <= now);
  }

  nextDeadline(): number | undefined {
    let next: number | undefined;
    for (const { deadline } of this.#byMsgId.values()) next = Math.min(next ?? deadline, deadline);
    return next;
  }
}
