/** The page's handle on the worker: requests as promises, everything else as events; restarts a worker that died. */
import { UspError } from '../usp/error.ts';
import type { AnswerOf, UspAnswer } from '../usp/message/answer-types.ts';
import type { AnyRequest, NameValue } from '../usp/message/request-types.ts';
import type { Completions, WrittenBytes, WrittenSchema } from '../usp/text.ts';
import { joinSlice } from './answer-parts.ts';
import type { ExportOptions, ExportSlice } from '../wire/capture/export.ts';
import type { PrintForm, WireDetail } from '../wire/detail.ts';
import type {
  BacklogBounds,
  ConnectionConfig,
  FromWorker,
  RequestOptions,
  SearchProgress,
  SearchTerm,
  ToWorker,
} from './port.ts';

/** What of a Worker the client uses. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface CallOptions extends RequestOptions {
  readonly signal?: AbortSignal;
  /** Hears each slice of a large answer as it comes; the promise still has the whole. */
  readonly onPart?: (part: UspAnswer) => void;
}

/** `lost`: it died or hangs; a new one is being started and the connections opened again. */
export type WorkerState = 'starting' | 'ready' | 'lost';

type Told = Exclude<
  FromWorker,
  {
    type:
      | 'answer-part'
      | 'answer'
      | 'failed'
      | 'sent'
      | 'written'
      | 'completions'
      | 'log-found'
      | 'log-detail'
      | 'printed'
      | 'export-slice'
      | 'awake'
      | 'pong';
  }
>;
export type ClientEvent =
  | Told
  | { readonly type: 'worker'; readonly state: WorkerState; readonly why?: string }
  /** A request to this device has begun or ended: see `openRequests`. */
  | { readonly type: 'requests'; readonly device: string };

/** A request that has no answer yet. */
export interface OpenRequest {
  readonly id: number;
  readonly request: AnyRequest;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

type CallResult = UspAnswer | WrittenBytes | Completions | WireDetail | ExportSlice | string | undefined;

interface OpenCall {
  readonly resolve: (value: CallResult) => void;
  readonly reject: (error: UspError) => void;
  readonly onPart?: (part: UspAnswer) => void;
  gathered?: UspAnswer;
  /** Stops to listen for the caller's signal, which may live on. */
  unhook?: () => void;
  /** Absent: the call is no request. */
  readonly asked?: { readonly device: string; readonly request: AnyRequest; readonly startedAt: number };
}

/** A log on its way into a file. */
export interface LogExportHandle {
  /**
   * What comes next in the file.
   * @param verdicts on the names that were asked for last
   * @throws UspError (as a rejection) when the worker is lost.
   */
  next(verdicts: readonly boolean[]): Promise<ExportSlice>;
  /** Ends the file with what is in the log now; `next` goes on until it says that it is done. */
  end(): void;
  /** Nothing more is asked for. */
  stop(): void;
}

/** A search in the log that goes on until it is stopped. */
interface OpenSearch {
  readonly terms: readonly SearchTerm[];
  readonly heard: (progress: SearchProgress) => void;
}

/**
 * How often the worker is asked for a sign of life, in milliseconds, and how many times in vain. Counted, not timed: in
 * a hidden tab beats come a minute apart, and after a sleep of the machine the last sign is hours old.
 */
const heartbeat = { every: 5_000, patience: 4 };

/** Milliseconds between a worker that never came up and the next one: doubling. */
const restartPause = { first: 1_000, longest: 60_000 };

export class UspClient {
  readonly #spawn: () => WorkerLike;
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  readonly #calls = new Map<number, OpenCall>();
  readonly #configs = new Map<string, ConnectionConfig>();
  readonly #searches = new Map<number, OpenSearch>();
  #bounds: BacklogBounds | undefined;
  /** The number of the next log entry: a new worker goes on with it. */
  #nextSeq = 1;
  #worker: WorkerLike;
  #nextId = 1;
  /** Pings since the last sign of life. */
  #unanswered = 0;
  /** Workers in a row that died before they were ready. */
  #stillborn = 0;
  #pausing: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param spawn starts a worker; called again after one has died. */
  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
    this.#worker = this.#start();
    this.#timer = setInterval(() => this.#beat(), heartbeat.every);
  }

  /** Hears everything that is not the answer to a call. Returns the way to stop. */
  listen(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens a connection and keeps it open, also over a restart of the worker, until `close`. */
  open(config: ConnectionConfig): void {
    this.#configs.set(config.id, config);
    this.#worker.postMessage({ type: 'open', config });
  }

  close(connection: string): void {
    this.#configs.delete(connection);
    this.#worker.postMessage({ type: 'close', connection });
  }

  retry(connection: string): void {
    this.#worker.postMessage({ type: 'retry', connection });
  }

  /**
   * Sends a request to a device.
   * @throws UspError (as a rejection): remote error, timeout, cancelled, connection lost, no way, worker lost.
   */
  request<R extends AnyRequest>(device: string, request: R, options: CallOptions = {}): Promise<AnswerOf<R['kind']>> {
    const { signal, onPart, ...plain } = options;
    const { id, promise } = this.#call(onPart, { device, request, startedAt: Date.now() });
    if (signal?.aborted) {
      this.#end(id)?.reject(cancelled());
    } else {
      this.#worker.postMessage({ type: 'request', id, device, request, options: plain });
      if (signal) this.#cancelOn(signal, id);
      this.#tell({ type: 'requests', device });
    }
    return promise as Promise<AnswerOf<R['kind']>>;
  }

  /** The requests to a device that wait for their answer, oldest first. */
  openRequests(device: string): readonly OpenRequest[] {
    return [...this.#calls].flatMap(([id, { asked }]) =>
      asked?.device === device ? [{ id, request: asked.request, startedAt: asked.startedAt }] : [],
    );
  }

  /** Gives up a request: who made it gets a UspError with reason `cancelled`. */
  cancel(id: number): void {
    this.#worker.postMessage({ type: 'cancel', id });
  }

  /** Sends bytes as they are, on the device's preferred way. Resolves when they are handed to the transport. */
  async raw(device: string, bytes: Uint8Array): Promise<void> {
    const { id, promise } = this.#call();
    this.#worker.postMessage({ type: 'raw', id, device, bytes });
    await promise;
  }

  /** What a text that a person wrote is as bytes, and what is wrong with it. */
  write(schema: WrittenSchema, text: string, variables: readonly NameValue[] = []): Promise<WrittenBytes> {
    const { id, promise } = this.#call();
    this.#worker.postMessage({ type: 'write', id, schema, text, variables });
    return promise as Promise<WrittenBytes>;
  }

  /** What may come next in such a text. @param at in UTF-16 units */
  complete(schema: WrittenSchema, text: string, at: number): Promise<Completions> {
    const { id, promise } = this.#call();
    this.#worker.postMessage({ type: 'complete', id, schema, text, at });
    return promise as Promise<Completions>;
  }

  /** The bytes of a log entry, its fields and findings; undefined when it has left the log. */
  logDetail(seq: number): Promise<WireDetail | undefined> {
    const { id, promise } = this.#call();
    this.#worker.postMessage({ type: 'log-detail', id, seq });
    return promise as Promise<WireDetail | undefined>;
  }

  /** Bytes of a Record or Message as protobuf text or JSON. */
  print(bytes: Uint8Array, form: PrintForm): Promise<string> {
    const { id, promise } = this.#call();
    this.#worker.postMessage({ type: 'print', id, bytes, form });
    return promise as Promise<string>;
  }

  /** Begins to write the log to a file. */
  exportLog(options: ExportOptions): LogExportHandle {
    const run = this.#nextId++;
    this.#worker.postMessage({ type: 'export', run, options });
    return {
      next: (verdicts) => {
        const { id, promise } = this.#call();
        this.#worker.postMessage({ type: 'export-next', id, run, verdicts });
        return promise as Promise<ExportSlice>;
      },
      end: () => this.#worker.postMessage({ type: 'export-end', run }),
      stop: () => this.#worker.postMessage({ type: 'export-stop', run }),
    };
  }

  /** Has the worker read a capture; for a worker that is there for nothing else. */
  openCapture(file: Blob): void {
    this.#worker.postMessage({ type: 'capture-open', file });
  }

  /** Leaves it at what was read of the capture. */
  stopCapture(): void {
    this.#worker.postMessage({ type: 'capture-stop' });
  }

  /**
   * Resolves in so many milliseconds, on time in a hidden tab too: the clock is the worker's.
   * @throws UspError (as a rejection) when the worker is lost before.
   */
  async wake(after: number): Promise<void> {
    const { id, promise } = this.#call();
    this.#worker.postMessage({ type: 'wake', id, after });
    await promise;
  }

  /** How much of the log the worker keeps, over its restarts. */
  boundLog(bounds: BacklogBounds): void {
    this.#bounds = bounds;
    this.#worker.postMessage({ type: 'log-bounds', bounds, from: this.#nextSeq });
  }

  /** Looks through what the worker keeps of the log, and goes on with what comes. Returns the way to stop. */
  searchLog(terms: readonly SearchTerm[], heard: (progress: SearchProgress) => void): () => void {
    const id = this.#nextId++;
    this.#searches.set(id, { terms, heard });
    this.#worker.postMessage({ type: 'log-search', id, terms });
    return () => {
      if (this.#searches.delete(id)) this.#worker.postMessage({ type: 'log-search-stop', id });
    };
  }

  /** Ends the worker and every open call. */
  dispose(): void {
    this.#disposed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#pausing);
    this.#worker.terminate();
    this.#failAll('the page was closed');
    this.#listeners.clear();
  }

  #call(onPart?: (part: UspAnswer) => void, asked?: OpenCall['asked']) {
    const id = this.#nextId++;
    const promise = new Promise<CallResult>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, ...(onPart && { onPart }), ...(asked && { asked }) });
    });
    return { id, promise };
  }

  #cancelOn(signal: AbortSignal, id: number): void {
    const cancel = () => this.cancel(id);
    signal.addEventListener('abort', cancel, { once: true });
    const call = this.#calls.get(id);
    if (call) call.unhook = () => signal.removeEventListener('abort', cancel);
  }

  #end(id: number): OpenCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.unhook?.();
    if (call?.asked) this.#tell({ type: 'requests', device: call.asked.device });
    return call;
  }

  #start(): WorkerLike {
    const worker = this.#spawn();
    worker.onmessage = (event) => this.#receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#restart(event.message || 'it could not be loaded');
    };
    this.#unanswered = 0;
    this.#tell({ type: 'worker', state: 'starting' });
    return worker;
  }

  #restart(why: string): void {
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
    this.#failAll(why); // before it is told: who hears of it looks at what is still open
    this.#tell({ type: 'worker', state: 'lost', why });
    if (this.#disposed) return; // whoever heard of it wants no other
    // One that has worked is replaced at once; one that never came up is not tried without a pause.
    const pause = this.#stillborn === 0 ? 0 : Math.min(restartPause.longest, restartPause.first * 2 ** this.#stillborn);
    this.#stillborn++;
    if (pause === 0) this.#begin();
    else this.#pausing = setTimeout(() => this.#begin(), pause);
  }

  #begin(): void {
    this.#pausing = undefined;
    this.#failAll('it was asked while it was away'); // what was asked of the dead one in the meantime
    this.#worker = this.#start();
    if (this.#bounds) this.boundLog(this.#bounds);
    for (const [id, { terms }] of this.#searches) this.#worker.postMessage({ type: 'log-search', id, terms });
    for (const config of this.#configs.values()) this.#worker.postMessage({ type: 'open', config });
  }

  #beat(): void {
    if (this.#pausing !== undefined) return;
    if (this.#unanswered >= heartbeat.patience) return this.#restart('it gave no sign of life');
    this.#unanswered++;
    this.#worker.postMessage({ type: 'ping', id: 0 });
  }

  #failAll(why: string): void {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) {
      call.unhook?.();
      call.reject(
        new UspError({
          origin: 'local',
          reason: 'worker-lost',
          message: `The part of the page that speaks to devices stopped: ${why}.`,
          advice: 'It is being started again. Look at the device before you repeat a change: it may have been made.',
        }),
      );
    }
  }

  #receive(message: FromWorker): void {
    this.#unanswered = 0;
    switch (message.type) {
      case 'answer-part': {
        const call = this.#calls.get(message.id);
        if (!call) return;
        call.gathered = joinSlice(call.gathered, message.slice);
        call.onPart?.(message.slice.part);
        return;
      }
      case 'answer': {
        const call = this.#end(message.id);
        if (!call) return;
        const whole = joinSlice(call.gathered, message.slice);
        call.onPart?.(message.slice.part);
        call.resolve(whole);
        return;
      }
      case 'failed':
        this.#end(message.id)?.reject(UspError.fromPlain(message.error));
        return;
      case 'sent':
        this.#end(message.id)?.resolve(undefined);
        return;
      case 'written':
        this.#end(message.id)?.resolve(message.written);
        return;
      case 'completions':
        this.#end(message.id)?.resolve(message.completions);
        return;
      case 'log-found':
        this.#searches.get(message.id)?.heard(message);
        return;
      case 'log':
        this.#nextSeq = (message.entries.at(-1)?.seq ?? this.#nextSeq - 1) + 1;
        return this.#tell(message);
      case 'log-detail':
        this.#end(message.id)?.resolve(message.detail);
        return;
      case 'awake':
        this.#end(message.id)?.resolve(undefined);
        return;
      case 'printed':
        this.#end(message.id)?.resolve(message.text);
        return;
      case 'export-slice':
        // It may tell of entries that were not heard of yet: their numbers are in the file.
        if (message.slice.type === 'bytes') this.#nextSeq = Math.max(this.#nextSeq, message.slice.progress.at);
        this.#end(message.id)?.resolve(message.slice);
        return;
      case 'pong':
        return;
      case 'ready':
        this.#stillborn = 0;
        this.#tell({ type: 'worker', state: 'ready' });
        return;
      default:
        this.#tell(message);
    }
  }

  #tell(event: ClientEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function cancelled(): UspError {
  return new UspError({ origin: 'local', reason: 'cancelled', message: 'Cancelled before it was sent.' });
}
