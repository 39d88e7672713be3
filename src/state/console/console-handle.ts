/** `usp` in the browser's own console: every Message of a Controller, on the open device. Documented in docs/console.md. */
import { UspError } from '../../usp/error.ts';
import type { GetSupportedDMRequest, OperateRequest, UspRequest } from '../../usp/message/request-types.ts';
import type { AnswerOf, SupportedObject } from '../../usp/message/answer-types.ts';
import type { CallOptions, ClientEvent, UspClient } from '../../worker/client.ts';
import type { DeviceStatus } from '../../worker/port.ts';
import { runCommand } from './console-operate.ts';
import type { DeviceSubscriptions } from '../notifications/device-subscriptions.svelte.ts';
import {
  addResult,
  deleteResult,
  type Added,
  instancesResult,
  type FoundInstance,
  setResult,
  supportedResult,
  type Values,
  valuesResult,
} from './console-results.ts';
import { addRequest, pathsOf, setRequest, type ValueInput, type ValuesInput } from './console-input.ts';

type Paths = string | readonly string[];
type EventType = ClientEvent['type'];

export interface HandleOptions extends CallOptions {
  /** Endpoint ID of the Agent, or the id of a device; absent: the one on the screen, or the only one. */
  readonly device?: string;
}

export interface OperateOptions extends HandleOptions {
  readonly commandKey?: string;
  readonly sendResp?: boolean;
  /** False: an asynchronous command is not waited for. */
  readonly wait?: boolean;
}

export interface ConsoleHandle {
  /** Who can be spoken to. */
  readonly devices: readonly DeviceStatus[];
  /** The device that is meant when none is named. */
  readonly device: DeviceStatus | undefined;
  get(paths: Paths, options?: HandleOptions & { readonly maxDepth?: number }): Promise<Values>;
  getInstances(paths: Paths, options?: HandleOptions & { readonly firstLevelOnly?: boolean }): Promise<FoundInstance[]>;
  getSupportedDM(
    paths: Paths,
    options?: HandleOptions & Omit<GetSupportedDMRequest, 'kind' | 'paths'>,
  ): Promise<SupportedObject[]>;
  getSupportedProtocol(options?: HandleOptions): Promise<readonly string[]>;
  set(path: string, value: ValueInput, options?: HandleOptions): Promise<Values>;
  set(values: ValuesInput, options?: HandleOptions & { readonly allowPartial?: boolean }): Promise<Values>;
  add(path: string, values?: ValuesInput, options?: HandleOptions): Promise<Added>;
  delete(paths: Paths, options?: HandleOptions & { readonly allowPartial?: boolean }): Promise<string[]>;
  operate(command: string, args?: ValuesInput, options?: OperateOptions): Promise<Values | string>;
  request<R extends UspRequest>(request: R, options?: HandleOptions): Promise<AnswerOf<R['kind']>>;
  raw(bytes: Uint8Array, options?: { readonly device?: string }): Promise<void>;
  on<T extends EventType>(type: T, listener: (event: Extract<ClientEvent, { type: T }>) => void): () => void;
  /** What can be done, as text. */
  help(): string;
}

interface DeviceSource {
  list(): readonly DeviceStatus[];
  shown(): DeviceStatus | undefined;
  /** The Subscriptions that the page holds on a device. */
  subscriptions?(device: string): Pick<DeviceSubscriptions, 'hold' | 'release'> | undefined;
}

export function makeConsoleHandle(client: UspClient, source: DeviceSource): ConsoleHandle {
  const send = <R extends UspRequest>(request: R, options: HandleOptions = {}) => {
    const { timeout, connection, signal, onPart } = options;
    const call: CallOptions = {
      ...(timeout !== undefined && { timeout }),
      ...(connection !== undefined && { connection }),
      ...(signal && { signal }),
      ...(onPart && { onPart }),
    };
    return client.request(find(source, options.device).id, request, call);
  };
  const handle = {
    get devices() {
      return source.list();
    },
    get device() {
      return source.shown() ?? onlyOne(source);
    },
    get: async (paths: Paths, options: HandleOptions & { maxDepth?: number } = {}) => {
      const { maxDepth } = options;
      const request = { kind: 'Get', paths: pathsOf(paths), ...(maxDepth !== undefined && { maxDepth }) } as const;
      return valuesResult(await send(request, options));
    },
    getInstances: async (paths: Paths, options: HandleOptions & { firstLevelOnly?: boolean } = {}) => {
      const { firstLevelOnly = false } = options;
      return instancesResult(await send({ kind: 'GetInstances', paths: pathsOf(paths), firstLevelOnly }, options));
    },
    getSupportedDM: async (
      paths: Paths,
      options: HandleOptions & Omit<GetSupportedDMRequest, 'kind' | 'paths'> = {},
    ) => {
      const request: GetSupportedDMRequest = {
        kind: 'GetSupportedDM',
        paths: pathsOf(paths),
        firstLevelOnly: options.firstLevelOnly ?? false,
        returnCommands: options.returnCommands ?? true,
        returnEvents: options.returnEvents ?? true,
        returnParams: options.returnParams ?? true,
        returnUniqueKeySets: options.returnUniqueKeySets ?? true,
      };
      return supportedResult(await send(request, options));
    },
    getSupportedProtocol: async (options: HandleOptions = {}) => {
      return (await send({ kind: 'GetSupportedProtocol' }, options)).versions;
    },
    set: async (first: string | ValuesInput, second?: unknown, third?: HandleOptions) => {
      const single = typeof first === 'string';
      const values: ValuesInput = single ? [[first, second as ValueInput]] : first;
      const options: HandleOptions & { allowPartial?: boolean } = (single ? third : (second as HandleOptions)) ?? {};
      return setResult(await send(setRequest(values, options.allowPartial ?? false), options));
    },
    add: async (path: string, values: ValuesInput = [], options: HandleOptions = {}) => {
      return addResult(await send(addRequest(path, values), options));
    },
    delete: async (paths: Paths, options: HandleOptions & { allowPartial?: boolean } = {}) => {
      const { allowPartial = false } = options;
      return deleteResult(await send({ kind: 'Delete', paths: pathsOf(paths), allowPartial }, options));
    },
    operate: (command: string, args: ValuesInput = [], options: OperateOptions = {}) => {
      const device = find(source, options.device).id;
      const subscriptions = source.subscriptions?.(device);
      const target = {
        client,
        device,
        send: (request: OperateRequest) => send(request, options),
        ...(subscriptions && {
          hold: (path: string) => subscriptions.hold('OperationComplete', path),
          release: (path: string) => void subscriptions.release('OperationComplete', path),
        }),
      };
      return runCommand(target, command, args, options);
    },
    request: <R extends UspRequest>(request: R, options?: HandleOptions) => send(request, options),
    raw: (bytes: Uint8Array, options: { device?: string } = {}) => client.raw(find(source, options.device).id, bytes),
    on: <T extends EventType>(type: T, listener: (event: Extract<ClientEvent, { type: T }>) => void) =>
      client.listen((event) => {
        if (event.type === type) listener(event as Extract<ClientEvent, { type: T }>);
      }),
    help: () => helpText,
  };
  return handle;
}

function onlyOne(source: DeviceSource): DeviceStatus | undefined {
  const list = source.list();
  return list.length === 1 ? list[0] : undefined;
}

function find(source: DeviceSource, wanted: string | undefined): DeviceStatus {
  const list = source.list();
  const found =
    wanted === undefined
      ? (source.shown() ?? onlyOne(source))
      : list.find((device) => device.id === wanted || device.agent === wanted);
  if (found) return found;
  throw new UspError({
    origin: 'local',
    reason: 'invalid-argument',
    message: wanted === undefined ? 'No device is open.' : `No device "${wanted}" is known here.`,
    advice:
      list.length === 0
        ? 'Open a connection first; usp.devices lists who has spoken.'
        : `Open one on the screen, or name it: { device: '${list[0]?.agent ?? ''}' }.`,
  });
}

const helpText = `usp speaks to the device on the screen, or to the one that { device: '<Endpoint ID>' } names.

  await usp.get('Device.DeviceInfo.')                        Map of path to value
  await usp.getInstances('Device.WiFi.SSID.')                paths and unique keys
  await usp.getSupportedDM('Device.', { firstLevelOnly: true })
  await usp.getSupportedProtocol()                           versions
  await usp.set('Device.Time.Enable', true)
  await usp.set([['Device.Time.NTPServer1', 'a'], ['Device.Time.NTPServer2', 'b']])
  await usp.add('Device.NAT.PortMapping.', { Enable: true })
  await usp.delete('Device.NAT.PortMapping.3.')
  await usp.operate('Device.IP.Diagnostics.TraceRoute()', { Host: 'example.org', ProtocolVersion: 'Any' })
  const stop = usp.on('notify', (event) => console.info(event.report))
  await usp.raw(new Uint8Array([…]))                         bytes as they are
  usp.devices, usp.device

Whatever fails is thrown as a UspError: code, message, advice, params.`;
