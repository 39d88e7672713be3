/** A Get, GetInstances or GetSupportedDM as a person asks it: of any path, with every flag, and its answer as lines. */
import type { UspError } from '../../usp/error.ts';
import type { UspAnswer } from '../../usp/message/answer-types.ts';
import type { UspRequest } from '../../usp/message/request-types.ts';
import type { DeviceModel } from '../../model/device-model.ts';
import { queryFailures, queryLines, type QueryLine } from '../../model/query-lines.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceLoader } from './device-loader.svelte.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { isSearchPath, namePaths, sentPath, supportedObjectPath } from './path-check.ts';
import { refusal } from '../refusal.ts';

export const verbs = ['Get', 'GetInstances', 'GetSupportedDM'] as const;
export type Verb = (typeof verbs)[number];

export interface QueryFlags {
  /** Of a Get: levels below the path; 0: all. */
  readonly maxDepth: number;
  readonly firstLevelOnly: boolean;
  readonly returnCommands: boolean;
  readonly returnEvents: boolean;
  readonly returnParams: boolean;
  readonly returnUniqueKeySets: boolean;
}

export class DeviceQuery {
  verb: Verb = $state('Get');
  flags: QueryFlags = $state.raw({
    maxDepth: 0,
    firstLevelOnly: false,
    returnCommands: true,
    returnEvents: true,
    returnParams: true,
    returnUniqueKeySets: true,
  });
  /** What was asked last, and how it goes. */
  asked: Extract<UspRequest, { paths: readonly string[] }> | undefined = $state.raw();
  lines: readonly QueryLine[] = $state.raw([]);
  /** Paths that the device did not answer for. */
  failures: readonly UspError[] = $state.raw([]);
  error: UspError | undefined = $state.raw();
  running = $state(false);
  /** Lines that came in so far. */
  count = $state(0);
  /** Goes up when names of rows were read. */
  named = $state(0);
  /** The path whose pane is open though it is a plain one. */
  #opened: string | undefined = $state();
  /** The path that was asked, as it was typed. */
  #typed: string | undefined;
  #abort: AbortController | undefined;
  readonly #loader: DeviceLoader;
  readonly #model: DeviceModel;
  readonly #secrets: DeviceSecrets;

  constructor(loader: DeviceLoader, model: DeviceModel, secrets: DeviceSecrets) {
    this.#loader = loader;
    this.#model = model;
    this.#secrets = secrets;
  }

  /** Is this path asked, rather than opened? */
  isFor(path: string): boolean {
    return isSearchPath(path) || this.#opened === path;
  }

  /** Has this path been asked already? */
  hasAnswer(path: string): boolean {
    return this.#typed === path;
  }

  /** Offers to ask a path that could be opened just as well. */
  open(path: string): void {
    this.#opened = path;
    if (!this.hasAnswer(path)) this.#reset(undefined);
  }

  /** The next path is read, unless something else is chosen. */
  close(): void {
    this.#opened = undefined;
    this.verb = 'Get';
  }

  /** The request that a path would be asked with now. */
  request(path: string): Extract<UspRequest, { paths: readonly string[] }> & { readonly kind: Verb } {
    const { maxDepth, firstLevelOnly, ...returned } = this.flags;
    switch (this.verb) {
      case 'Get':
        return { kind: 'Get', paths: [sentPath(path)], maxDepth };
      case 'GetInstances':
        return { kind: 'GetInstances', paths: [sentPath(path)], firstLevelOnly };
      case 'GetSupportedDM':
        return { kind: 'GetSupportedDM', paths: [supportedObjectPath(path)], firstLevelOnly, ...returned };
    }
  }

  /** Asks. Never rejects: see `error`, and `failures` for single paths. */
  async run(path: string): Promise<void> {
    this.#reset(path);
    const abort = new AbortController();
    this.#abort = abort;
    const request = this.request(path);
    this.asked = request;
    this.running = true;
    // Gathered apart, so that a large answer is not copied with every part of it.
    const lines: QueryLine[] = [];
    const failures: UspError[] = [];
    const take = (part: UspAnswer): void => {
      if (this.#abort !== abort) return;
      this.#model.take(part, Date.now());
      for (const line of queryLines(part, (key) => this.#secrets.param(key))) lines.push(line);
      for (const { path: at, error } of queryFailures(part)) {
        failures.push(refusal(`${request.kind} of ${at}`, error.code, error.message));
      }
      this.count = lines.length;
    };
    try {
      await this.#loader.request(request, abort.signal, take);
    } catch (thrown) {
      if (this.#abort === abort) this.error = asUspError(thrown);
    }
    if (this.#abort !== abort) return;
    this.lines = lines;
    this.failures = failures;
    this.running = false;
    if (request.kind === 'Get') await this.#readNames(path, abort);
  }

  /** Who looks through many rows wants to know them by name. What can't be read stays a number. */
  async #readNames(path: string, abort: AbortController): Promise<void> {
    const paths = namePaths(path, this.#model.supported);
    if (paths.length === 0) return;
    await this.#loader.get(paths, 1, abort.signal).catch(() => undefined);
    this.named += 1;
  }

  stop(): void {
    this.#abort?.abort();
  }

  #reset(path: string | undefined): void {
    this.stop();
    this.#abort = undefined;
    this.#typed = path;
    this.asked = undefined;
    this.lines = [];
    this.failures = [];
    this.error = undefined;
    this.running = false;
    this.count = 0;
  }
}
