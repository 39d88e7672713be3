import { errorMessage, pairsOf, responseMessage, type RequestOf } from '../../usp/message/responses.ts';
import type { Msg } from '../../usp/message/message.ts';
import { asyncCommands, syncCommands } from '../operations/device-commands.ts';
import type { Operations } from '../operations/operations.ts';
import type { CommandCall, CommandResult, DeviceActions } from '../operations/types.ts';
import type { SeededRandom } from '../random.ts';
import { resolvePath } from '../resolve/resolve-path.ts';
import type { ArgDef, CommandDef } from '../schema/types.ts';
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import { judgeArgument } from '../store/judge-value.ts';
import type { RequestContext } from './context.ts';

export interface OperateContext extends RequestContext {
  readonly operations: Operations;
  readonly device: DeviceActions;
  readonly random: SeededRandom;
}

type OperationResult = {
  executedCommand: string;
  operationResp:
    | { case: 'reqObjPath'; value: string }
    | { case: 'reqOutputArgs'; value: { outputArgs: { key: string; value: string }[] } }
    | { case: 'cmdFailure'; value: { errCode: number; errMsg: string } };
};

/** Answers an Operate; undefined where no answer was asked for (R-OPR.1 to R-OPR.7). */
export function handleOperate(context: OperateContext, msgId: string, operate: RequestOf<'operate'>): Msg | undefined {
  const resolved = resolvePath(context.store, operate.command);
  if (!resolved.ok) return errorMessage(msgId, resolved.code, resolved.message);
  if (resolved.targets.some(({ type }) => type !== 'command') || !/\(\)$/.test(operate.command)) {
    return errorMessage(msgId, 7026, `${operate.command} is no command.`);
  }
  if (resolved.targets.length === 0 && !resolved.searching) {
    return errorMessage(msgId, 7016, `The object of ${operate.command} does not exist.`);
  }
  const operationResults = resolved.targets.flatMap((target) =>
    target.type === 'command' ? [operateOne(context, target.node, target.command, operate)] : [],
  );
  if (!operate.sendResp) return undefined; // R-OPR.4
  return responseMessage(msgId, { case: 'operateResp', value: { operationResults } });
}

function operateOne(
  context: OperateContext,
  node: ObjectNode,
  command: CommandDef,
  operate: RequestOf<'operate'>,
): OperationResult {
  const executedCommand = node.path + command.name;
  const result = run(context, node, command, operate);
  if (typeof result === 'string') return { executedCommand, operationResp: { case: 'reqObjPath', value: result } };
  if ('fault' in result) {
    const { code, message } = result.fault;
    // R-OPR.1: a failed operation is a result, not an Error.
    return { executedCommand, operationResp: { case: 'cmdFailure', value: { errCode: code, errMsg: message } } };
  }
  return {
    executedCommand,
    operationResp: { case: 'reqOutputArgs', value: { outputArgs: outputPairs(result.output) } },
  };
}

/** The path of the Request of an asynchronous command, or the result of a synchronous one. */
function run(
  context: OperateContext,
  node: ObjectNode,
  command: CommandDef,
  { commandKey, inputArgs }: RequestOf<'operate'>,
): string | CommandResult {
  const { store, rights, operations, device, random, controller } = context;
  const path = node.path + command.name;
  if (!rights.may('CommandEvent', 'x', path)) {
    return { fault: { code: 7006, message: `You may not run ${path}.` } };
  }
  const injected = context.injected('operate', path);
  if (injected) return { fault: injected };
  const args = readArgs(context, node, command, inputArgs);
  if ('code' in args) return { fault: args };
  const originator = store.read(controller, 'EndpointID');
  const call: CommandCall = { store, random, node, args: args.values, originator, commandKey, path, device };
  const supported = node.def.path + command.name;
  const sync = syncCommands.get(supported);
  if (sync) return sync(call);
  if (operations.refusal) return { fault: operations.refusal };
  const course = asyncCommands.get(supported)?.(call);
  if (!course) return { fault: { code: 7003, message: `${path} is not there.` } };
  if ('fault' in course) return course;
  return operations.start(store, course, { objPath: node.path, commandName: command.name, commandKey, originator })
    .path;
}

/** Reads the input arguments: 7027 where one is missing or wrong; unknown ones are ignored (R-OPR.5, R-OPR.6). */
function readArgs(
  { store }: RequestContext,
  node: ObjectNode,
  command: CommandDef,
  pairs: readonly { key: string; value: string }[],
): { values: Map<string, string> } | Fault {
  const values = new Map<string, string>();
  for (const { key, value } of pairs) {
    const arg = argOf(command.input, key);
    if (!arg) continue;
    const judged = judgeArgument(store, arg, value, node.path);
    if (!judged.ok) return { code: 7027, message: `${key}: ${judged.message}` };
    values.set(key, judged.value);
  }
  for (const arg of command.input) {
    if (!arg.mandatory) continue;
    const missing = missingNames(arg, values);
    if (missing !== undefined) return { code: 7027, message: `The mandatory argument ${missing} is missing.` };
  }
  return { values };
}

/** The definition of an argument; `TimeWindow.2.Start` is one of `TimeWindow.{i}.Start`. */
function argOf(input: readonly ArgDef[], name: string): ArgDef | undefined {
  const supported = name.replace(/(^|\.)[1-9][0-9]{0,9}(?=\.)/g, '$1{i}');
  return input.find((arg) => arg.name === supported);
}

/** Within an argument object a mandatory argument is only missing where the object is there at all. */
function missingNames({ name }: ArgDef, values: ReadonlyMap<string, string>): string | undefined {
  const at = name.indexOf('{i}');
  if (at < 0) return values.has(name) ? undefined : name;
  const prefix = name.slice(0, at);
  const rest = name.slice(at + 3);
  const instances = new Set(
    [...values.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length).split('.')[0]),
  );
  for (const instance of instances) {
    const full = `${prefix}${instance ?? ''}${rest}`;
    if (!values.has(full)) return full;
  }
  return undefined;
}

export function outputPairs(output: readonly (readonly [string, string | number | boolean])[]) {
  return pairsOf(output.map(([key, value]) => [key, String(value)] as const));
}
