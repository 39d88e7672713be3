/** The WebSocket MTP of TR-369: one socket, one session with one Agent. */
import type { After } from './after.ts';
import { closeReason } from './close-reason.ts';
import { CLOSE_TIMEOUT, MAX_RECORD_SIZE, MAX_UNSENT, OPEN_TIMEOUT } from './limits.ts';
import type { Mtp, MtpListener, MtpProblem } from './mtp.ts';
import {
  badRecordProblem,
  closedAtOnceProblem,
  constructionProblem,
  endedProblem,
  failedProblem,
  subprotocolProblem,
  timeoutProblem,
} from './websocket-problems.ts';
import { withEndpointId } from './with-endpoint-id.ts';

/** The browser's `WebSocket`, or one that behaves alike. */
export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocket;

/** R-WS.9 */
export const USP_SUBPROTOCOL = 'v1.usp';

/** Milliseconds within which a socket that closes again has never been a session. */
const AT_ONCE = 1_500;

export interface WebSocketLimits {
  /** Largest Record that is taken in, bytes. */
  readonly maxRecordSize?: number | undefined;
  /** How much may wait in the socket before `send` says no, bytes. */
  readonly maxUnsent?: number | undefined;
  /** Milliseconds an attempt may take. */
  readonly openTimeout?: number | undefined;
  /** Milliseconds that the peer has to answer our Close frame. */
  readonly closeTimeout?: number | undefined;
}

export interface WebSocketOptions extends WebSocketLimits {
  /** Address of the Agent, `ws:` or `wss:`; our Endpoint ID is added to its query. */
  readonly url: string;
  readonly endpointId: string;
  readonly WebSocket: WebSocketConstructor;
  readonly after: After;
}

/** A connection of ours to an Agent's WebSocket server. */
export function openWebSocketMtp(options: WebSocketOptions, listener: MtpListener): Mtp {
  const url = options.url.trim();
  const host = hostOf(url);
  const make = (): WebSocket =>
    // R-WS.10, R-WS.10b
    new options.WebSocket(withEndpointId(url, options.endpointId), USP_SUBPROTOCOL);
  return new WebSocketMtp({ ...options, host, make, encrypted: /^wss:/i.test(url), refuseCode: 4003 }, listener);
}

export interface AcceptedWebSocketOptions extends WebSocketLimits {
  /** A socket that a server has accepted, already open. */
  readonly socket: WebSocket;
  /** Who is at the other end, for the words of problems. */
  readonly host: string;
  readonly encrypted: boolean;
  readonly after: After;
}

/** The other side of such a connection: an Agent's in Node, where a Close frame may say 1003 itself (R-WS.16). */
export function acceptWebSocketMtp(options: AcceptedWebSocketOptions, listener: MtpListener): Mtp {
  return new WebSocketMtp({ ...options, make: () => options.socket, refuseCode: 1003 }, listener);
}

interface Settings extends WebSocketLimits {
  readonly host: string;
  readonly encrypted: boolean;
  readonly refuseCode: number;
  readonly after: After;
  readonly make: () => WebSocket;
}

/**
 * state      | open()     | socket opens         | socket closes            | close(), refuse(why)
 * -----------|------------|----------------------|--------------------------|---------------------------
 * new        | connecting | -                    | -                        | closed
 * connecting | -          | open, or closing     | closed: failed           | closing
 * open       | -          | -                    | closed: lost, peer-…     | closing
 * closing    | -          | -                    | closed                   | -
 */
type State = 'new' | 'connecting' | 'open' | 'closing' | 'closed';

class WebSocketMtp implements Mtp {
  readonly #settings: Settings;
  readonly #listener: MtpListener;
  readonly #maxRecordSize: number;
  #state: State = 'new';
  #socket: WebSocket | undefined;
  /** What the end will be put down to, where it is our doing. */
  #ownProblem: MtpProblem | undefined;
  /** Open for long enough, or heard: no longer the case of `closedAtOnceProblem`. */
  #isSession = false;
  #callOff: () => void = () => undefined;

  constructor(settings: Settings, listener: MtpListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#maxRecordSize = settings.maxRecordSize ?? MAX_RECORD_SIZE;
  }

  open(): void {
    if (this.#state !== 'new') return;
    this.#state = 'connecting';
    const { host, after, make, openTimeout = OPEN_TIMEOUT } = this.#settings;
    let socket: WebSocket;
    try {
      socket = make();
    } catch (error) {
      this.#finishSoon(constructionProblem(host, error));
      return;
    }
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#whenOpen(socket);
    socket.onmessage = (event: MessageEvent<unknown>) => this.#whenMessage(event.data);
    socket.onerror = () => undefined; // Says nothing; `close` follows.
    socket.onclose = (event) => this.#whenClosed(event.code, event.reason);
    this.#callOff = after(openTimeout, () => this.#hangUp(timeoutProblem(host, openTimeout)));
    // An accepted socket opened before anybody listened; its `closed` and `opened` shall not come at once either.
    if (socket.readyState === 1) void Promise.resolve().then(() => this.#whenOpen(socket));
  }

  send(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    if (this.#state !== 'open' || socket?.readyState !== 1) return false;
    const { maxUnsent = MAX_UNSENT } = this.#settings;
    if (socket.bufferedAmount + bytes.byteLength > maxUnsent) return false;
    try {
      // R-WS.14: a Record is one binary message.
      socket.send(ownBuffer(bytes));
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    if (this.#state === 'new') {
      this.#finishSoon();
    } else {
      this.#hangUp(undefined, 1000);
    }
  }

  refuse(why: string): void {
    if (this.#state !== 'open') return;
    const { host, refuseCode } = this.#settings;
    // R-WS.16 wants 1003. A page may send 1000 and 3000-4999 only: 4003, and the reason begins with the real one.
    this.#hangUp(badRecordProblem(host, why), refuseCode, closeReason(`1003 ${why}`));
  }

  #whenOpen(socket: WebSocket): void {
    if (this.#state !== 'connecting') return;
    this.#callOff();
    const { after, encrypted, host } = this.#settings;
    if (socket.protocol !== USP_SUBPROTOCOL) {
      // R-WS.12: browsers fail such a connection themselves. Not all that behave alike do.
      this.#hangUp(subprotocolProblem(host, socket.protocol), 1000);
      return;
    }
    this.#state = 'open';
    this.#callOff = after(AT_ONCE, () => (this.#isSession = true));
    this.#listener.opened({ encrypted });
  }

  #whenMessage(data: unknown): void {
    if (this.#state !== 'open') return;
    if (!(data instanceof ArrayBuffer)) {
      this.#listener.dropped('A text frame: USP Records are binary (R-WS.14).');
      this.refuse('text frame');
    } else if (data.byteLength > this.#maxRecordSize) {
      this.#listener.dropped(
        `A message of ${data.byteLength} bytes: more than ${this.#maxRecordSize} are not taken in.`,
      );
      this.refuse(`message of ${data.byteLength} bytes is too large`);
    } else {
      this.#isSession = true;
      this.#listener.received({ bytes: new Uint8Array(data) });
    }
  }

  #whenClosed(code: number, reason: string): void {
    const { host } = this.#settings;
    if (this.#state === 'connecting') {
      this.#finish(failedProblem(host));
    } else if (this.#state === 'open') {
      this.#finish(this.#isSession ? endedProblem(host, code, reason) : closedAtOnceProblem(host, code, reason));
    } else {
      this.#finish(this.#ownProblem);
    }
  }

  /** Ends it from our side. The peer has some time to answer, then it is over in any case. */
  #hangUp(problem?: MtpProblem, code?: number, reason?: string): void {
    if (this.#state !== 'connecting' && this.#state !== 'open') return;
    this.#state = 'closing';
    this.#ownProblem = problem;
    this.#callOff();
    const { after, closeTimeout = CLOSE_TIMEOUT } = this.#settings;
    this.#callOff = after(closeTimeout, () => this.#finish(problem));
    try {
      this.#socket?.close(code, reason);
    } catch {
      this.#finishSoon(problem);
    }
  }

  #finishSoon(problem?: MtpProblem): void {
    this.#state = 'closing';
    void Promise.resolve().then(() => this.#finish(problem));
  }

  #finish(problem?: MtpProblem): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#callOff();
    const socket = this.#socket;
    this.#socket = undefined;
    // `onerror` stays: a socket of Node's throws an error that nobody takes.
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
    this.#listener.closed(problem);
  }
}

/** Sockets take no views on memory that is shared between threads; ours never is, but its type can't say so. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
