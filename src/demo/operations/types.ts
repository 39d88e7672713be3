import type { SeededRandom } from '../random.ts';
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

export type OutputArgs = readonly (readonly [name: string, value: string | number | boolean])[];

export type CommandResult = { readonly output: OutputArgs } | { readonly fault: Fault };

/** An asynchronous command that has begun: what it does meanwhile and how it ends. Times in milliseconds. */
export interface Course {
  readonly duration: number;
  /** Each runs once, `after` its begin. */
  readonly steps?: readonly { readonly after: number; run(): void }[];
  finish(): CommandResult;
  /** Undoes what is half done. */
  cancelled?(): void;
}

export interface RestartWish {
  readonly kind: 'reboot' | 'factory-reset';
  readonly cause: string;
  readonly reason: string;
  readonly commandKey: string;
  /** The image to run from then on. */
  readonly firmware?: ObjectNode;
}

/** What a command acts on. */
export interface CommandCall {
  readonly store: Store;
  readonly random: SeededRandom;
  readonly node: ObjectNode;
  /** Checked and in canonical form. */
  readonly args: ReadonlyMap<string, string>;
  /** Endpoint ID of the Controller that asked. */
  readonly originator: string;
  readonly commandKey: string;
  /** `Device.….Command()` */
  readonly path: string;
  readonly device: DeviceActions;
}

/** What a command can make the device do as a whole. */
export interface DeviceActions {
  restart(wish: RestartWish): void;
  sendEvent(objPath: string, eventName: string, args: OutputArgs): void;
  sendOnBoardRequest(controller: ObjectNode): void;
  cancelRequest(request: ObjectNode): Fault | undefined;
}

export type SyncCommand = (call: CommandCall) => CommandResult;
/** Begins, or refuses before there is a Request. */
export type AsyncCommand = (call: CommandCall) => Course | { readonly fault: Fault };

export const done: CommandResult = { output: [] };

export function failed(code: number, message: string): { readonly fault: Fault } {
  return { fault: { code, message } };
}

/** An argument as a number, or the value used where it is absent (R-OPR.7). */
export function numberArg({ args }: CommandCall, name: string, absent: number): number {
  const text = args.get(name);
  return text === undefined ? absent : Number(text);
}
