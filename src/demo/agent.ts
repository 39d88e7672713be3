/**
 * The demo device: a USP Agent with a home gateway behind it. Sans-IO: `handle*` puts in, `poll*` takes out, time and
 * seed are handed in.
 */
import { Exchange } from '../usp/exchange/exchange.ts';
import type { ExchangeEvent, OpenConnection, Transmit } from '../usp/exchange/types.ts';
import type { Msg } from '../usp/message/message.ts';
import { errorMessage } from '../usp/message/responses.ts';
import { admit, controllerOf, sessionUse, wantsTransfer } from './controllers.ts';
import { buildHome, type HomeOptions } from './home/build-home.ts';
import type { ControllerSession, KnownController } from './home/local-agent.ts';
import { faultFor, type InjectedFault } from './injection.ts';
import { Life } from './life/life.ts';
import { react } from './life/reactions.ts';
import { bootArgs, bootTime, noteBoot, restartDelay, restartStore, type Boot } from './lifecycle.ts';
import { Onboarding } from './notify/onboarding.ts';
import { Outbox } from './notify/outbox.ts';
import { Periodic } from './notify/periodic.ts';
import { Subscriptions } from './notify/subscriptions.ts';
import { configure } from './notify/trigger-config.ts';
import { Operations } from './operations/operations.ts';
import type { DeviceActions, OutputArgs, RestartWish } from './operations/types.ts';
import { SeededRandom } from './random.ts';
import { deviceRules } from './requests/device-rules.ts';
import { dispatch } from './requests/dispatch.ts';
import type { OperateContext } from './requests/operate.ts';
import { rightsOf } from './rights/rights.ts';
import type { ObjectNode } from './store/nodes.ts';
import type { Store, StoreChange } from './store/store.ts';

export interface AgentOptions extends HomeOptions {
  /** What becomes of a Controller that the device does not know. Default `refuse`: 7006. */
  readonly newcomers?: 'full' | 'untrusted' | 'refuse';
  /** Towards newcomers. */
  readonly session?: ControllerSession;
  readonly faults?: readonly InjectedFault[];
}

/** A Controller on a connection, known before it has spoken. */
export interface Peer {
  readonly endpointId: string;
  /** MQTT: the topic that it listens to. */
  readonly topic?: string | undefined;
}

export type AgentEvent =
  | Extract<ExchangeEvent, { type: 'record' | 'refuse' }>
  | { readonly type: 'going-down'; readonly wish: RestartWish }
  | { readonly type: 'started'; readonly boot: Boot };

type State =
  | { readonly is: 'up' }
  | { readonly is: 'going-down'; readonly at: number; readonly wish: RestartWish }
  | { readonly is: 'down'; readonly until: number; readonly wish: RestartWish };

/** None of the Record error codes says that a device restarts; its reason does. */
const noCode = 0;

/** A way into the home may be closed now. */
function closesWays(change: StoreChange): boolean {
  return change.type === 'deleted' || (change.type === 'value' && change.name === 'Status');
}

export class Agent {
  readonly #options: AgentOptions;
  readonly #exchange: Exchange;
  readonly #random: SeededRandom;
  readonly #outbox: Outbox;
  readonly #subscriptions: Subscriptions;
  readonly #operations: Operations;
  readonly #onboarding: Onboarding;
  readonly #periodic = new Periodic();
  readonly #device: DeviceActions;
  readonly #peers = new Map<string, readonly Peer[]>();
  readonly #events: AgentEvent[] = [];
  #store: Store;
  #life: Life;
  #state: State = { is: 'up' };
  #msgCount = 0;
  #starts = 0;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#exchange = new Exchange({
      endpointId: options.endpointId,
      strict: true,
      newSessionId: () => BigInt(this.#random.between(2, 0x7fff_ffff)),
      sessionSettings: (peer) => {
        const controller = this.#controllerOf(peer);
        return controller && sessionUse(this.#store, controller);
      },
    });
    this.#random = new SeededRandom(options.seed ^ 0xa9e47);
    this.#outbox = new Outbox(this.#random, (controller, msg) => this.#transmit(controller, msg));
    const nextMsgId = () =>
      `${this.#options.endpointId.slice(-12)}-${String(this.#starts)}-${String(++this.#msgCount)}`;
    this.#subscriptions = new Subscriptions({
      outbox: this.#outbox,
      nextMsgId,
      configure: (controller, settings) => configure(this.#context(controller), settings),
    });
    this.#operations = new Operations((operation, result) =>
      this.#subscriptions.onOperationComplete(this.#store, operation, result),
    );
    this.#onboarding = new Onboarding(this.#outbox, nextMsgId);
    this.#device = {
      restart: (wish) => this.#goDown(wish),
      sendEvent: (objPath, eventName, args) => this.#sendEvent(objPath, eventName, args),
      sendOnBoardRequest: (controller) => this.#onboarding.send(this.#store, controller),
      cancelRequest: (request) => this.#operations.cancel(this.#store, request),
    };
    this.#store = buildHome(options);
    this.#life = new Life(this.#store, options.seed, options.now);
    this.#store.takeChanges();
    this.#started({ cause: 'LocalReboot', reason: 'Power on', commandKey: '', firmwareUpdated: false });
  }

  get endpointId(): string {
    return this.#options.endpointId;
  }

  /** The instantiated data model, to look at. */
  get store(): Store {
    return this.#store;
  }

  // ---- in ---------------------------------------------------------------------------------------------------------

  /** A connection is open; the connect Record goes to the Controllers that are known on it (R-MTP.6). */
  connectionOpened(connection: OpenConnection, peers: readonly Peer[], now: number): void {
    this.#store.now = now;
    this.#exchange.connectionOpened({ session: 'allow', ...connection });
    this.#peers.set(connection.id, peers);
    for (const { endpointId, topic } of peers) {
      this.#exchange.introduce({ peer: endpointId, connection: connection.id, topic, awaitConnect: 0 }, now);
    }
    if (this.#state.is !== 'down') this.#connect(connection.id);
    this.#turn();
  }

  connectionClosed(id: string, reason: string, now: number): void {
    this.#store.now = now;
    this.#exchange.connectionClosed(id, reason);
    this.#peers.delete(id);
    this.#turn();
  }

  handleRecord(incoming: { connection: string; bytes: Uint8Array; replyTo?: string | undefined }, now: number): void {
    // A device that is down hears nothing.
    if (this.#state.is === 'down') return;
    this.#store.now = now;
    this.#exchange.handleRecord(incoming, now);
    this.#turn();
  }

  handleTimeout(now: number): void {
    this.#store.now = now;
    if (this.#state.is === 'going-down' && this.#state.at <= now) this.#down(this.#state.wish, now);
    if (this.#state.is === 'down') {
      if (this.#state.until > now) return;
      this.#up(this.#state.wish, now);
    }
    this.#exchange.handleTimeout(now);
    this.#operations.handleTimeout(this.#store, now);
    this.#life.advance(now);
    this.#subscriptions.handleTimeout(this.#store);
    this.#onboarding.handleTimeout(this.#store);
    for (const controller of this.#periodic.due(this.#store))
      this.#sendEvent('Device.LocalAgent.', 'Periodic!', [], controller);
    this.#turn();
    this.#outbox.handleTimeout(this.#store);
  }

  // ---- out --------------------------------------------------------------------------------------------------------

  pollTransmit(): Transmit | undefined {
    return this.#exchange.pollTransmit();
  }

  pollEvent(): AgentEvent | undefined {
    return this.#events.shift();
  }

  /** When `handleTimeout` has to be called next. */
  nextTimeout(): number {
    if (this.#state.is === 'down') return this.#state.until;
    const times = [
      this.#life.nextStep,
      this.#exchange.nextTimeout(),
      this.#operations.nextTimeout(),
      this.#outbox.nextTimeout(),
      this.#subscriptions.nextTimeout(this.#store),
      this.#onboarding.nextTimeout(),
      this.#periodic.nextTimeout(),
      this.#state.is === 'going-down' ? this.#state.at : undefined,
    ];
    return Math.min(...times.filter((time) => time !== undefined));
  }

  // ---- inside -----------------------------------------------------------------------------------------------------

  #noteSession(peer: string): void {
    const controller = this.#controllerOf(peer);
    if (!controller) return;
    const state = this.#exchange.sessionStatus(peer)?.state;
    const status = state === 'up' ? 'Up' : state === 'opening' ? 'Negotiating' : 'Down';
    this.#store.write(this.#store.object(`${controller.path}E2ESession.`), 'Status', status);
  }

  /** Works off what the Exchange has taken in, and all that follows from it. */
  #turn(): void {
    for (let event = this.#exchange.pollEvent(); event; event = this.#exchange.pollEvent()) {
      if (event.type === 'record' || event.type === 'refuse') this.#events.push(event);
      if (event.type === 'message') this.#handleMessage(event);
      if (event.type === 'session') this.#noteSession(event.peer);
      if (event.type === 'connected') {
        const controller = this.#controllerOf(event.peer);
        if (controller) this.#outbox.hurry(this.#store, controller);
        this.#outbox.handleTimeout(this.#store);
      }
    }
    this.#settle();
    this.#drainRecords();
  }

  /** What was changed has its effects, and these theirs; all of it is told to those who want to know. */
  #settle(): void {
    for (let round = 0; round < 8; round++) {
      const changes = this.#store.takeChanges();
      if (changes.length === 0) return;
      this.#subscriptions.onChanges(this.#store, changes);
      this.#onboarding.onChanges(this.#store, changes);
      react(this.#store, changes);
      if (changes.some(closesWays)) this.#life.closeWays();
    }
  }

  /** What we have just sent is in the log as well. */
  #drainRecords(): void {
    for (let event = this.#exchange.pollEvent(); event; event = this.#exchange.pollEvent()) {
      if (event.type === 'record' || event.type === 'refuse') this.#events.push(event);
      if (event.type === 'session') this.#noteSession(event.peer);
    }
  }

  #handleMessage({ from, way, msg, inSession }: Extract<ExchangeEvent, { type: 'message' }>): void {
    const msgId = msg.header?.msgId ?? '';
    const body = msg.body?.msgBody;
    if (body?.case === 'response' && body.value.respType.case === 'notifyResp') return this.#answered(from, msgId);
    if (body?.case !== 'request') return;
    const answer = this.#answer(from, msgId, body.value);
    this.#settle();
    if (!answer) return;
    // R-MSG.0a: the way and the kind of Record are those of the request.
    this.#exchange.send({ to: from, connection: way.connection, msg: answer, inSession }, this.#store.now);
  }

  #answer(from: string, msgId: string, request: Parameters<typeof dispatch>[2]): Msg | undefined {
    if (this.#state.is !== 'up') return errorMessage(msgId, 7002, 'The device is about to restart.');
    const controller =
      this.#controllerOf(from) ?? admit(this.#store, from, this.#options.newcomers ?? 'refuse', this.#options.session);
    if (!controller || !this.#store.readFlag(controller, 'Enable')) {
      return errorMessage(msgId, 7006, 'This device does not know you.');
    }
    return dispatch(this.#context(controller), msgId, request);
  }

  #answered(from: string, msgId: string): void {
    const controller = this.#controllerOf(from);
    const pending = controller && this.#outbox.answered(msgId, controller);
    if (pending && !pending.subscription) this.#onboarding.answered(this.#store, pending.controller);
  }

  #context(controller: ObjectNode): OperateContext {
    return {
      store: this.#store,
      rights: rightsOf(this.#store, controller),
      controller,
      rules: deviceRules,
      injected: (step, path) => faultFor(this.#options.faults ?? [], step, path),
      operations: this.#operations,
      device: this.#device,
      random: this.#random,
    };
  }

  #controllerOf(endpointId: string): ObjectNode | undefined {
    return controllerOf(this.#store, endpointId);
  }

  /** Sends a Message to a Controller by a way that is open; without one it is lost. */
  #transmit(controller: ObjectNode, msg: Msg): void {
    if (this.#state.is === 'down') return;
    const to = this.#store.read(controller, 'EndpointID');
    const ways = this.#exchange.contactsOf(to);
    const way = ways.find(({ state }) => state === 'connected') ?? ways.find(({ state }) => state === 'unconnected');
    if (way) this.#exchange.send({ to, connection: way.connection.id, msg }, this.#store.now);
  }

  #sendEvent(objPath: string, eventName: string, args: OutputArgs, only?: ObjectNode): void {
    const failed = args.some(([name, value]) => name === 'FaultCode' && value !== 0);
    this.#subscriptions.onEvent(this.#store, objPath, eventName, (controller) => {
      if (only && controller !== only) return undefined;
      if (eventName === 'TransferComplete!' && !wantsTransfer(this.#store, controller, failed)) return undefined;
      return args;
    });
  }

  // ---- restarts ---------------------------------------------------------------------------------------------------

  #goDown(wish: RestartWish): void {
    if (this.#state.is !== 'up') return;
    this.#state = { is: 'going-down', at: this.#store.now + restartDelay, wish };
  }

  #down(wish: RestartWish, now: number): void {
    this.#operations.clear(this.#store);
    this.#outbox.clear();
    this.#onboarding.clear();
    this.#subscriptions.restart(this.#store);
    this.#store.takeChanges();
    const why = wish.kind === 'reboot' ? 'The device restarts.' : 'The device goes back to its factory settings.';
    for (const { contact, connection } of this.#contacts()) this.#exchange.disconnect(contact, connection, noCode, why);
    this.#drainRecords();
    this.#events.push({ type: 'going-down', wish });
    this.#state = { is: 'down', until: now + bootTime, wish };
  }

  #up(wish: RestartWish, now: number): void {
    this.#state = { is: 'up' };
    let boot: Boot;
    if (wish.kind === 'reboot') {
      boot = restartStore(this.#store, wish, now);
    } else {
      this.#store = buildHome({ ...this.#options, controllers: this.#controllersAfterReset(), now });
      boot = noteBoot(this.#store, wish, false, now);
    }
    this.#starts++;
    this.#life = new Life(this.#store, this.#options.seed + this.#starts, now);
    this.#store.takeChanges();
    for (const connection of this.#peers.keys()) this.#connect(connection);
    this.#started(boot);
    this.#turn();
  }

  #started(boot: Boot): void {
    this.#starts ||= 1;
    this.#events.push({ type: 'started', boot });
    this.#subscriptions.onEvent(this.#store, 'Device.', 'Boot!', (controller) =>
      bootArgs(this.#store, boot, controller),
    );
  }

  /** The connect Record to all who are known on a connection. */
  #connect(connection: string): void {
    for (const contact of this.#contacts()) {
      if (contact.connection === connection) this.#exchange.connect(contact.contact, connection);
    }
  }

  /** All Controllers with the connections on which they may be reached. */
  #contacts(): { contact: string; connection: string }[] {
    const ids = new Set<string>();
    for (const peers of this.#peers.values()) for (const { endpointId } of peers) ids.add(endpointId);
    for (const row of this.#store.table('Device.LocalAgent.Controller.').rows.values()) {
      ids.add(this.#store.read(row, 'EndpointID'));
    }
    return [...ids].flatMap((contact) =>
      this.#exchange.contactsOf(contact).map(({ connection }) => ({ contact, connection: connection.id })),
    );
  }

  /** Those of the factory, and those that are connected now: the network tells the device of them again. */
  #controllersAfterReset(): readonly KnownController[] {
    const { controllers, newcomers, session } = this.#options;
    if (newcomers === undefined || newcomers === 'refuse') return controllers;
    const known = new Set(controllers.map(({ endpointId }) => endpointId));
    const others = new Set(
      this.#contacts()
        .map(({ contact }) => contact)
        .filter((id) => !known.has(id)),
    );
    return [...controllers, ...[...others].map((endpointId) => ({ endpointId, role: newcomers, session }))];
  }
}
