/** One device as the screens see it: its status, what is known of it, and everything that can be done with it. */
import type { NameValue, UspRequest } from '../usp/message/request-types.ts';
import type { ClientEvent, UspClient } from '../worker/client.ts';
import type { DeviceStatus, NotifyReport } from '../worker/port.ts';
import { DeviceModel, type ObjectNode, type ParamValue, type TableNode } from '../model/device-model.ts';
import { isInstancePath, parentPath, rowsOnTheWay, splitMember } from '../model/path-parts.ts';
import { rowHint, rowNames } from '../model/tree-rows.ts';
import { bootEvent } from '../model/subscription-plan.ts';
import type { SupportedModel } from '../model/supported-model.ts';
import { DeviceCraft } from './craft/device-craft.svelte.ts';
import { DeviceDrafts } from './edits/device-drafts.svelte.ts';
import { DeviceEdits } from './edits/device-edits.svelte.ts';
import { DeviceInbox } from './notifications/device-inbox.svelte.ts';
import { DeviceLoader } from './model/device-loader.svelte.ts';
import { DeviceMemory } from './model/device-memory.svelte.ts';
import { DeviceQuery } from './model/device-query.svelte.ts';
import { DeviceReferrers } from './model/device-referrers.svelte.ts';
import { DeviceRequests } from './commands/device-requests.svelte.ts';
import { DeviceSearch } from './model/device-search.svelte.ts';
import { DeviceSecrets } from './device-secrets.ts';
import { DeviceSession } from './device-session.svelte.ts';
import { DeviceSubscriptions } from './notifications/device-subscriptions.svelte.ts';
import { DeviceWatch } from './watch/device-watch.svelte.ts';
import { DeviceSweep } from './model/device-sweep.svelte.ts';
import { KeptModels } from './kept/kept-models.svelte.ts';
import { PathHistory } from './model/path-history.svelte.ts';
import { Signals } from './signals.svelte.ts';
import { standard } from './tr181/standard.svelte.ts';
import type { Unkept } from './storage/tab-kept.svelte.ts';
import { SubscriptionTable } from './notifications/subscription-table.svelte.ts';
import { SupportedLoader } from './model/supported-loader.svelte.ts';
import { isTrue } from './edits/typed-value.ts';

/** Milliseconds: changes of the model within one such span reach the screen together. */
const batchTime = 16;

export class DeviceState {
  readonly id: string;
  readonly model: DeviceModel;
  readonly loader: DeviceLoader;
  readonly supportedLoader: SupportedLoader;
  readonly secrets: DeviceSecrets;
  readonly memory: DeviceMemory;
  readonly sweep: DeviceSweep;
  readonly edits: DeviceEdits;
  readonly drafts: DeviceDrafts;
  readonly subscriptions: DeviceSubscriptions;
  readonly subscriptionTable: SubscriptionTable;
  readonly requests: DeviceRequests;
  readonly session: DeviceSession;
  readonly watch: DeviceWatch;
  readonly craft: DeviceCraft;
  readonly inbox: DeviceInbox;
  readonly search: DeviceSearch;
  readonly query: DeviceQuery;
  readonly referrers: DeviceReferrers;
  readonly typedPaths: PathHistory;
  status: DeviceStatus = $state.raw() as DeviceStatus;
  /** Did the device say more than there is room for? */
  isFull = $state(false);
  /** Can requests reach it now? Derived, so that who waits for a way is not woken by every round trip. */
  readonly reachable = $derived(this.status.presence !== 'disconnected' && this.status.ways.some((way) => way.open));
  readonly #client: UspClient;
  readonly #signals = new Signals();
  #opened = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param kept the supported data models of earlier visits; absent: none are kept. */
  constructor(client: UspClient, status: DeviceStatus, kept = new KeptModels()) {
    this.#client = client;
    this.id = status.id;
    this.status = status;
    this.model = new DeviceModel(() => this.#flushSoon());
    this.loader = new DeviceLoader(client, this.id, this.model);
    this.secrets = new DeviceSecrets(() => this.supported);
    this.memory = new DeviceMemory(status.agent, this.loader, this.model, this.secrets, kept);
    this.supportedLoader = new SupportedLoader(this.loader, this.model, () => void this.memory.keep());
    this.sweep = new DeviceSweep(this.loader, this.model);
    this.edits = new DeviceEdits(this.loader, this.model, this.secrets, this.id);
    this.drafts = new DeviceDrafts(this.secrets, this.id);
    this.subscriptions = new DeviceSubscriptions(this.loader, this.id, status.controllerId, (reference) =>
      this.secrets.inPath(reference),
    );
    this.subscriptionTable = new SubscriptionTable(this.loader, this.model, status.controllerId);
    this.requests = new DeviceRequests({
      loader: this.loader,
      subscriptions: this.subscriptions,
      secrets: this.secrets,
      device: this.id,
      reachable: () => this.reachable,
    });
    this.inbox = new DeviceInbox(this.secrets, this.id);
    this.session = new DeviceSession(client, this.loader, this.id);
    this.watch = new DeviceWatch(client, this.loader, this.subscriptions, this.secrets, this.id);
    this.watch.reach(this.reachable);
    this.search = new DeviceSearch(this.model, this.secrets);
    this.query = new DeviceQuery(this.loader, this.model, this.secrets);
    this.referrers = new DeviceReferrers(this.loader, this.model, this.search.index);
    this.typedPaths = new PathHistory(this.secrets, this.id);
    this.craft = new DeviceCraft(client, () => this.status, this.secrets);
  }

  /** Takes what concerns this device of all that the worker says. */
  handle(event: ClientEvent): void {
    this.session.handle(event);
    if (event.type === 'device' && event.status.id === this.id) this.#take(event.status);
    if (event.type === 'notify' && event.report.device === this.id) this.#notify(event.report);
    if (event.type === 'operation' && event.report.device === this.id) this.requests.handle(event.report);
  }

  /** Shows what earlier visits saw, and begins to read: who the device is and what it supports. Each once. */
  open(): void {
    void this.memory.recall();
    if (this.#opened || !this.reachable) return;
    this.#opened = true;
    void this.memory.identify();
    void this.supportedLoader.load();
    this.requests.resume();
    // A device tells of its starts only to those who asked.
    this.subscriptions.keep('Event', bootEvent);
    void this.subscriptions.cleanUp();
    void standard.load();
  }

  /** Reactive: an object and its values. */
  object(path: string): ObjectNode | undefined {
    this.#signals.track(`o ${path}`);
    return this.model.object(path);
  }

  /** Reactive: the rows of a table. */
  table(path: string): TableNode | undefined {
    this.#signals.track(`t ${path}`);
    return this.model.table(path);
  }

  /** Reactive: one value. */
  value(path: string): ParamValue | undefined {
    const { object, name } = splitMember(path);
    return this.object(object)?.params.get(name);
  }

  /** Reactive: the text of one value. */
  text(path: string): string | undefined {
    return this.value(path)?.value;
  }

  /** Reactive: what a row is called by people; empty when nothing is known. */
  hint(path: string): string {
    this.#signals.track(`o ${path}`);
    return rowHint(this.model, path);
  }

  /** Reactive: the names of all rows on the way to a path, the outermost first; empty when none is known. */
  rowNames(path: string): string {
    for (const row of rowsOnTheWay(path)) this.#signals.track(`o ${row}`);
    return rowNames(this.model, path);
  }

  /** Reactive: the supported data model. */
  get supported(): SupportedModel {
    this.#signals.track('supported');
    return this.model.supported;
  }

  /** Reactive: read it to run again when objects or rows come or go. */
  trackStructure(): void {
    this.#signals.track('structure');
  }

  /** Reactive: read it to run again when a value in any row of a table changes. */
  trackRows(table: string): void {
    this.#signals.track(`r ${table}`);
  }

  /** Any request. @throws UspError */
  request<R extends UspRequest>(request: R, signal?: AbortSignal) {
    return this.#client.request(this.id, request, signal ? { signal } : {});
  }

  /** Reactive: why a reload would lose something that was made here; undefined: it would not. */
  get unkept(): Unkept | undefined {
    return this.edits.unkept ?? this.drafts.unkept ?? this.craft.unkept;
  }

  /** Forgets what came in, what was run and what was made, so that nothing of it is stored again. */
  forget(): void {
    this.inbox.clear();
    this.requests.clear();
    this.edits.clear();
    this.drafts.end('');
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.loader.cancelAll();
    this.supportedLoader.stop();
    this.sweep.walk.stop();
    this.memory.dispose();
    this.watch.dispose();
    this.subscriptions.dispose();
    this.requests.dispose();
    this.edits.dispose();
    this.drafts.dispose();
    this.craft.dispose();
    this.inbox.dispose();
    this.search.dispose();
    this.query.stop();
    this.referrers.stop();
  }

  #take(status: DeviceStatus): void {
    const before = this.reachable;
    this.status = status;
    this.watch.reach(this.reachable);
    if (this.#opened && !before && this.reachable) this.#reachedAgain();
  }

  /** While it was out of reach it may have started anew, and no one else tells it that what we hold is gone. */
  #reachedAgain(): void {
    this.subscriptions.renew();
    this.requests.resume();
  }

  #notify(report: NotifyReport): void {
    const { notification } = report.notify;
    // Our own Subscription says once more that the device started: that is no news for a person.
    if (!report.again || !this.subscriptions.holds(report.notify.subscriptionId)) this.inbox.add(report);
    this.model.notify(notification, report.time);
    this.watch.notify(notification, report.time);
    if (notification.kind === 'OperationComplete') this.requests.complete(notification);
    const isBoot = notification.kind === 'Event' && notification.eventName === 'Boot!';
    if (isBoot && !report.again) this.#booted(notification.params);
  }

  /** After a start, values are others, what was not persistent is gone, and another firmware may support other things. */
  #booted(params: readonly NameValue[]): void {
    this.requests.lose();
    this.subscriptions.renew();
    void this.memory.identify();
    this.watch.restarted();
    if (isTrue(new Map(params).get('FirmwareUpdated'))) void this.supportedLoader.load(true);
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => this.#flush(), batchTime);
  }

  #flush(): void {
    this.#timer = undefined;
    const changes = this.model.takeChanges();
    this.search.update(changes);
    const tables = new Set<string>();
    for (const path of changes.objects) {
      this.#signals.bump(`o ${path}`);
      if (isInstancePath(path)) tables.add(parentPath(path));
    }
    for (const path of tables) this.#signals.bump(`r ${path}`);
    for (const path of changes.tables) this.#signals.bump(`t ${path}`);
    if (changes.tables.size > 0) this.memory.keepTablesSoon();
    this.isFull = this.model.leftOut > 0;
    if (changes.supported) this.#signals.bump('supported');
    if (changes.structure) this.#signals.bump('structure');
  }
}
