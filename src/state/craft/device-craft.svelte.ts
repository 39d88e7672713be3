/** What a person writes for one device: the request in the editor, what came back, and a collection that runs. */
import type { UspError } from '../../usp/error.ts';
import type { NameValue } from '../../usp/message/request-types.ts';
import type { Completions, WrittenProblem } from '../../usp/text.ts';
import { readPattern } from '../../usp/value-types/pattern.ts';
import type { UspClient } from '../../worker/client.ts';
import type { DeviceStatus } from '../../worker/port.ts';
import { judge, type CheckResult } from '../../model/craft/checks.ts';
import { craftBounds, type Collection, type CraftedForm, type CraftedRequest } from '../../model/craft/crafted.ts';
import { lastVariables, type Outcome } from '../../model/craft/outcome.ts';
import { firstTemplate, type Template } from '../../model/craft/templates.ts';
import { asUspError } from '../as-usp-error.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { TabKept, type Snapshot, type Unkept } from '../storage/tab-kept.svelte.ts';
import { readCollection } from './collection-schema.ts';
import { reportText } from './report-text.ts';
import { craftBytes, schemaOf, sendCrafted } from './send-crafted.ts';

/** What came of a request that was sent from the editor. */
export interface Sent {
  readonly time: number;
  readonly outcome: Outcome;
  readonly checks: readonly CheckResult[];
}

/** How one request of a collection went. */
export interface Step {
  readonly request: CraftedRequest;
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';
  readonly outcome?: Outcome;
  /** What was written, as it may stand in a report; undefined: it may not, or was not sent. */
  readonly text?: string | undefined;
  readonly checks?: readonly CheckResult[];
  /** Why it could not be sent. */
  readonly error?: UspError;
}

export interface Run {
  /** The collection's id, and its name then. */
  readonly id: string;
  readonly collection: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly steps: readonly Step[];
}

export class DeviceCraft {
  /** What is in the editor. */
  request: CraftedRequest = $state.raw(fresh('message'));
  /** Where the request in the editor is kept; undefined: nowhere. */
  keptIn: string | undefined = $state();
  /** What was being written, and kept nowhere as it was, when another request took its place. */
  aside: CraftedRequest | undefined = $state.raw();
  problems: readonly WrittenProblem[] = $state.raw([]);
  /** Bytes that the text makes; undefined: none, or not known yet. */
  size: number | undefined = $state();
  sent: Sent | undefined = $state.raw();
  error: UspError | undefined = $state.raw();
  sending = $state(false);
  run: Run | undefined = $state.raw();
  readonly #client: UspClient;
  readonly #status: () => DeviceStatus;
  readonly #secrets: DeviceSecrets;
  readonly #kept: TabKept;
  /** The request in the editor as it was put there or kept: nothing is lost with it. */
  #asOpened: CraftedRequest | undefined;
  #last: readonly NameValue[] = [];
  #abort: AbortController | undefined;
  #judged = 0;
  #ids = 0;

  constructor(client: UspClient, status: () => DeviceStatus, secrets: DeviceSecrets) {
    this.#secrets = secrets;
    this.#client = client;
    this.#status = status;
    const unused = this.request;
    this.#asOpened = unused;
    this.#kept = new TabKept(
      `craft:${status().id}`,
      (stored) => {
        const [request, aside] = readCollection(stored)?.requests ?? [];
        // What is written by now is newer.
        if (request && this.request === unused) this.request = request;
        this.aside ??= aside;
      },
      () => this.#snapshot(),
    );
  }

  /** Reactive: why a reload would lose what is in the editor; undefined: it would not. */
  get unkept(): Unkept | undefined {
    return this.#kept.unkept;
  }

  dispose(): void {
    this.#kept.dispose();
  }

  get running(): boolean {
    return this.run !== undefined && this.run.endedAt === undefined;
  }

  /** Names that a text may use now, with their values. */
  variables(collection?: Collection): NameValue[] {
    const { agent, controllerId } = this.#status();
    const own: NameValue[] = [
      ['agent', agent],
      ['controller', controllerId],
      ['msg_id', `crafted-${this.#prefix}-${String(this.#ids)}`],
    ];
    return [...own, ...(collection?.variables ?? []), ...this.#last];
  }

  /** Puts something else into the editor; what it takes the place of is put aside, unless it is kept or as it came. */
  open(request: CraftedRequest, keptIn?: string): void {
    if (this.sending) this.stop();
    if (this.request !== this.#asOpened) this.aside = this.request;
    this.request = request;
    this.#asOpened = request;
    this.keptIn = keptIn;
    this.sent = undefined;
    this.error = undefined;
    this.#kept.keep();
  }

  /** What was put aside comes back, and what is in the editor goes aside. */
  bringBack(): void {
    const { aside } = this;
    if (!aside) return;
    this.aside = undefined;
    this.open(aside);
    this.#asOpened = undefined;
  }

  forgetAside(): void {
    this.aside = undefined;
    this.#kept.keep();
  }

  /** The request in the editor is kept in a collection now, as it is; undefined: it no longer is. */
  markKept(collection: string | undefined): void {
    this.keptIn = collection;
    this.#asOpened = collection === undefined ? undefined : this.request;
  }

  openTemplate({ form, text, name, checks }: Template): void {
    this.open({ id: crypto.randomUUID(), name, form, text, checks });
  }

  /** A new request of a form, with something to begin with. */
  begin(form: CraftedForm): void {
    this.openTemplate(firstTemplate(form));
  }

  change(change: Partial<Pick<CraftedRequest, 'name' | 'text' | 'checks'>>): void {
    const changed = { ...this.request, ...change };
    this.request = { ...changed, text: changed.text.slice(0, craftBounds.text) };
    this.#kept.keep();
  }

  /** @param timeout milliseconds; undefined: as the connection says */
  setTimeout(timeout: number | undefined): void {
    const { timeout: _, ...rest } = this.request;
    this.request = { ...rest, ...(timeout !== undefined && { timeout }) };
    this.#kept.keep();
  }

  /** Says what is wrong with the text; of several questions at once only the last one's answer counts. */
  async judge(collection?: Collection): Promise<void> {
    const asked = ++this.#judged;
    try {
      const { bytes, problems } = await craftBytes(this.#client, this.request, this.variables(collection));
      if (asked !== this.#judged) return;
      this.problems = problems;
      this.size = bytes?.length;
    } catch {
      // The worker is being started again; the next change asks anew.
    }
  }

  /** What may come next at the cursor. */
  async complete(at: number): Promise<Completions> {
    const { form, text } = this.request;
    if (form === 'bytes') return { from: at, items: [] };
    try {
      return await this.#client.complete(schemaOf(form), text, at);
    } catch {
      return { from: at, items: [] };
    }
  }

  /** Sends what is in the editor. Never rejects: see `sent` and `error`. */
  async send(collection?: Collection): Promise<void> {
    if (this.sending || this.running) return;
    this.sending = true;
    this.error = undefined;
    this.sent = undefined;
    const { request } = this;
    const abort = this.#begin();
    try {
      const outcome = await this.#send(request, collection, abort.signal);
      const sent = { time: Date.now(), outcome, checks: this.#check(request, outcome) };
      // Meanwhile another may have been put into the editor: this is none of its.
      if (this.request.id === request.id) this.sent = sent;
    } catch (thrown) {
      if (this.request.id === request.id) this.error = asUspError(thrown);
    } finally {
      this.sending = false;
    }
  }

  /**
   * Sends another request than that of the editor, whatever that one does.
   * @throws UspError where it could not be sent
   */
  async sendAside(request: CraftedRequest): Promise<Outcome> {
    this.#ids += 1;
    return sendCrafted(this.#client, this.#status().id, request, this.variables());
  }

  /** Sends the requests of a collection one after the other. Never rejects: see `run`. */
  async runAll(collection: Collection, stopOnFailure: boolean): Promise<void> {
    if (this.sending || this.running) return;
    const abort = this.#begin();
    this.#last = [];
    this.run = {
      id: collection.id,
      collection: collection.name,
      startedAt: Date.now(),
      steps: collection.requests.map((request) => ({ request, state: 'waiting' })),
    };
    for (const [at, request] of collection.requests.entries()) {
      this.#step(at, { state: 'running' });
      const step = await this.#try(request, collection, abort.signal);
      this.#step(at, step);
      if (abort.signal.aborted || (stopOnFailure && step.state === 'failed')) break;
    }
    const steps = this.run.steps.map((step) =>
      step.state === 'waiting' ? { ...step, state: 'skipped' as const } : step,
    );
    this.run = { ...this.run, steps, endedAt: Date.now() };
  }

  /** Gives up what is being sent, and the rest of a collection. */
  stop(): void {
    this.#abort?.abort();
  }

  async #try(
    request: CraftedRequest,
    collection: Collection,
    signal: AbortSignal,
  ): Promise<Partial<Step> & Pick<Step, 'state'>> {
    const text = reportText(request, this.variables(collection), this.#secrets);
    try {
      const outcome = await this.#send(request, collection, signal);
      const checks = this.#check(request, outcome);
      return { text, state: checks.every(({ passed }) => passed) ? 'passed' : 'failed', outcome, checks };
    } catch (thrown) {
      return { text, state: signal.aborted ? 'skipped' : 'failed', error: asUspError(thrown) };
    }
  }

  async #send(request: CraftedRequest, collection: Collection | undefined, signal: AbortSignal): Promise<Outcome> {
    this.#ids += 1;
    const outcome = await sendCrafted(this.#client, this.#status().id, request, this.variables(collection), signal);
    this.#last = lastVariables(outcome);
    return outcome;
  }

  #check({ checks }: CraftedRequest, outcome: Outcome): CheckResult[] {
    const isSecret = (path: string) => {
      const command = path.lastIndexOf('().');
      if (command < 0) return this.#secrets.param(path);
      return this.#secrets.argument(path.slice(0, command + 2), 'output', path.slice(command + 3));
    };
    return judge(checks, outcome, isSecret, readPattern);
  }

  #begin(): AbortController {
    this.#abort = new AbortController();
    return this.#abort;
  }

  #step(at: number, change: Partial<Step>): void {
    if (!this.run) return;
    const steps = this.run.steps.map((step, index) => (index === at ? { ...step, ...change } : step));
    this.run = { ...this.run, steps };
  }

  /** What is in the editor outlives a reload. */
  #snapshot(): Snapshot {
    const requests = [this.request, ...(this.aside ? [this.aside] : [])];
    const draft: Collection = { id: 'draft', name: 'draft', requests, variables: [] };
    const characters = requests.reduce(
      (sum, { text, checks }) => sum + text.length + checks.length * craftBounds.name,
      0,
    );
    return { value: $state.snapshot(draft), characters };
  }

  /** Two tabs, or two visits, never use one msg_id (R-MSG.8). */
  readonly #prefix = crypto.randomUUID().slice(0, 8);
}

function fresh(form: CraftedForm): CraftedRequest {
  const { name, text, checks } = firstTemplate(form);
  return { id: crypto.randomUUID(), name, form, text, checks };
}
