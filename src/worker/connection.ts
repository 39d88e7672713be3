/** One configured connection: attempt after attempt at its transport, until the person closes it. */
import type { Mtp, MtpIncoming, MtpOpened, MtpProblem } from '../mtp/mtp.ts';
import { retryDelay } from '../mtp/retry-policy.ts';
import type { Environment } from './environment.ts';
import type { ConnectionConfig, ConnectionStatus } from './port.ts';

/**
 * state      | what happens                                   | next
 * -----------|------------------------------------------------|----------------------------------------------
 * connecting | an attempt is under way                        | open; waiting; closed (no retry can help)
 * open       | Records pass                                   | waiting; closed (by the person)
 * waiting    | the next attempt comes at `retryAt`, or at once | connecting; closed (by the person)
 * closed     | nothing                                        | connecting (the person tries again)
 */
type State = ConnectionStatus['state'];

export interface ConnectionOwner {
  opened(opened: MtpOpened): void;
  /** @param reason in words, for every request that is lost by it. */
  ended(reason: string): void;
  received(incoming: MtpIncoming): void;
  dropped(why: string, bytes?: Uint8Array): void;
  /** The transport took a Record, but it reached nobody. `lasting`: the same awaits whatever is sent there. */
  undelivered(why: string, to: string, lasting: boolean): void;
  changed(status: ConnectionStatus): void;
}

/** Milliseconds: how long one attempt may take, and how long it must hold to count as a success. */
const times = { attempt: 30_000, settled: 10_000 };

const tookTooLong: MtpProblem = {
  code: 'timeout',
  what: 'The connection was not made in time.',
  why: 'The other side took the connection but never finished the opening.',
  advice: 'Check that the address leads to a USP Agent or a broker, and not to another service.',
};

export class Connection {
  #config: ConnectionConfig;
  readonly #env: Environment;
  readonly #owner: ConnectionOwner;
  #state: State = 'closed';
  #since: number;
  #attempt = 0;
  #retryAt: number | undefined;
  #problem: MtpProblem | undefined;
  /** What was found out of failures since it was last open, by the code that the transport gave them. */
  readonly #causes = new Map<string, MtpProblem>();
  #opened: MtpOpened | undefined;
  #assignedClientId: string | undefined;
  #mtp: Mtp | undefined;
  /** Each attempt has a number of its own: what a former one still says is not heard. */
  #current = 0;
  #startedAt = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(config: ConnectionConfig, env: Environment, owner: ConnectionOwner) {
    this.#config = config;
    this.#env = env;
    this.#owner = owner;
    this.#since = env.now();
  }

  get config(): ConnectionConfig {
    return this.#config;
  }

  get status(): ConnectionStatus {
    return {
      id: this.#config.id,
      state: this.#state,
      since: this.#since,
      attempt: this.#attempt,
      ...(this.#retryAt !== undefined && { retryAt: this.#retryAt }),
      ...(this.#problem && { problem: this.#problem }),
      encrypted: this.#opened?.encrypted ?? false,
      ...(this.#assignedClientId !== undefined && { assignedClientId: this.#assignedClientId }),
      ...(this.#opened?.mqttVersion && { mqttVersion: this.#opened.mqttVersion }),
    };
  }

  /** Starts to connect, or tries again at once. */
  connect(): void {
    if (this.#state === 'open' || this.#state === 'connecting') return;
    this.#begin();
  }

  /** Ends it for good; the owner hears `ended` if it was open. */
  close(): void {
    const wasOpen = this.#state === 'open';
    this.#current++;
    this.#cancelTimer();
    this.#retryAt = undefined;
    this.#mtp?.close();
    this.#mtp = undefined;
    this.#enter('closed');
    if (wasOpen) this.#owner.ended('you closed the connection');
  }

  send(bytes: Uint8Array, topic?: string): boolean {
    return this.#state === 'open' && (this.#mtp?.send(bytes, topic) ?? false);
  }

  refuse(why: string): void {
    this.#mtp?.refuse(why);
  }

  /** Tells of something wrong with a connection that stays open. */
  complain(problem: MtpProblem | undefined): void {
    if (this.#state !== 'open') return;
    this.#problem = problem;
    this.#owner.changed(this.status);
  }

  #begin(): void {
    const attempt = ++this.#current;
    this.#attempt++;
    this.#retryAt = undefined;
    this.#startedAt = this.#env.now();
    this.#enter('connecting');
    this.#timer(times.attempt, () => this.#failed(attempt, tookTooLong));
    const heard = (run: () => void) => {
      if (attempt === this.#current) run();
    };
    const listener = {
      opened: (opened: MtpOpened) => heard(() => this.#isOpen(opened)),
      received: (incoming: MtpIncoming) => heard(() => this.#owner.received(incoming)),
      dropped: (why: string, bytes?: Uint8Array) => heard(() => this.#owner.dropped(why, bytes)),
      undelivered: (why: string, to: string, lasting: boolean) =>
        heard(() => this.#owner.undelivered(why, to, lasting)),
      closed: (problem?: MtpProblem) => heard(() => this.#failed(attempt, problem ?? closedByPeer)),
    };
    this.#env.transport(this.#config, listener).then(
      (transport) => {
        if ('problem' in transport) return this.#failed(attempt, transport.problem);
        if (attempt !== this.#current) return transport.mtp.close();
        this.#mtp = transport.mtp;
        transport.mtp.open();
      },
      (error: unknown) => this.#failed(attempt, notLoaded(error)),
    );
  }

  #isOpen(opened: MtpOpened): void {
    this.#opened = opened;
    this.#problem = undefined;
    this.#causes.clear();
    if (opened.assignedClientId !== undefined && this.#config.mtp.kind === 'mqtt') {
      // R-MQTT.9, R-MQTT.11: the broker's choice is ours from now on.
      this.#assignedClientId = opened.assignedClientId;
      this.#config = { ...this.#config, mtp: { ...this.#config.mtp, clientId: opened.assignedClientId } };
    }
    // An end right after the opening is a failed attempt: the tries go on counting, and the waits growing.
    this.#timer(times.settled, () => (this.#attempt = 0));
    this.#enter('open');
    this.#owner.opened(opened);
  }

  #failed(attempt: number, problem: MtpProblem): void {
    if (attempt !== this.#current) return;
    const wasOpen = this.#state === 'open';
    const lasted = this.#env.now() - this.#startedAt;
    this.#current++;
    this.#cancelTimer();
    this.#mtp?.close();
    this.#mtp = undefined;
    this.#problem = this.#causes.get(problem.code) ?? problem;
    if (problem.final) {
      this.#enter('closed');
    } else {
      const delay = retryDelay(this.#attempt, this.#env.random(), problem.slow);
      this.#retryAt = this.#env.now() + delay;
      this.#timer(delay, () => this.#begin());
      this.#enter('waiting');
    }
    if (wasOpen) this.#owner.ended(problem.what);
    if (!this.#causes.has(problem.code)) this.#diagnose({ problem, lasted, wasOpen });
  }

  /**
   * The cause may take a moment to find, and the next attempt may be under way by then: it is told while the
   * connection waits, and kept for the next end of the same kind.
   */
  #diagnose(failure: { problem: MtpProblem; lasted: number; wasOpen: boolean }): void {
    this.#env.diagnose(this.#config, failure).then(
      (found) => {
        if (!found || found.code === failure.problem.code) return;
        this.#causes.set(failure.problem.code, found);
        if (this.#problem !== failure.problem || this.#state === 'open' || this.#state === 'connecting') return;
        this.#problem = found;
        this.#owner.changed(this.status);
      },
      () => undefined, // the first finding stands
    );
  }

  #timer(milliseconds: number, callback: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#env.after(milliseconds, callback);
  }

  #enter(state: State): void {
    this.#state = state;
    this.#since = this.#env.now();
    if (state !== 'open') this.#opened = undefined;
    this.#owner.changed(this.status);
  }
}

const closedByPeer: MtpProblem = {
  code: 'closed',
  what: 'The other side closed the connection.',
  why: 'It gave no reason.',
  advice: 'It is tried again by itself.',
};

function notLoaded(error: unknown): MtpProblem {
  return {
    code: 'not-loaded',
    what: 'The transport could not be started.',
    why: error instanceof Error ? error.message : String(error),
    advice: 'Load the page again; when that does not help, the page on the server may be incomplete.',
  };
}
