/** A command from the console, followed to its end. */
import { UspError } from '../../usp/error.ts';
import type { AnswerOf, OperateOutcome } from '../../usp/message/answer-types.ts';
import type { OperateRequest } from '../../usp/message/request-types.ts';
import type { UspClient } from '../../worker/client.ts';
import type { OperationReport } from '../../worker/port.ts';
import { pairsOf, type ValuesInput } from './console-input.ts';
import { Values } from './console-results.ts';

interface Target {
  readonly client: UspClient;
  readonly device: string;
  readonly send: (request: OperateRequest) => Promise<AnswerOf<'Operate'>>;
  /** Has the device tell how a command ends; false: it will not. Each one that was answered true wants a `release`. */
  readonly hold?: (command: string) => Promise<boolean>;
  readonly release?: (command: string) => void;
}

interface Options {
  readonly commandKey?: string;
  readonly sendResp?: boolean;
  readonly wait?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Runs a command. Its output arguments come back when it is done; with `wait: false` the path of the Request object of
 * an asynchronous one.
 * @throws UspError when the command failed, or its end will never be known.
 */
export async function runCommand(
  { client, device, send, hold, release }: Target,
  command: string,
  args: ValuesInput,
  { commandKey, sendResp, wait = true, signal }: Options,
): Promise<Values | string> {
  const request: OperateRequest = {
    kind: 'Operate',
    command,
    args: pairsOf(args),
    ...(commandKey !== undefined && { commandKey }),
    ...(sendResp !== undefined && { sendResp }),
  };
  // The end may be told before the answer that names the Request object: listen first.
  const ended = new Map<string, OperationReport>();
  /** Why nothing more will be told. */
  let silent: string | undefined;
  let heard = (): void => undefined;
  const stop = client.listen((event) => {
    if (event.type === 'operation' && event.report.device === device && event.report.state !== 'running')
      ended.set(event.report.requestPath, event.report);
    else if (event.type === 'worker' && event.state === 'lost')
      silent = 'the part of the page that speaks to devices was started again';
    else if (event.type === 'device-gone' && event.id === device) silent = 'its connection was taken away';
    heard();
  });
  const leave = () => {
    silent = 'you stopped waiting';
    heard();
  };
  signal?.addEventListener('abort', leave);
  // Without a Subscription nobody tells how an asynchronous command ended.
  const follows = hold !== undefined && wait && sendResp !== false;
  const isTold = follows ? await hold(command) : true;
  try {
    const { results } = await send(request);
    const outcome = results[0]?.outcome ?? { type: 'unanswered' };
    if (outcome.type === 'unanswered') return new Values([]);
    if (outcome.type !== 'request') return outputOf(outcome, command);
    const { requestPath } = outcome;
    if (!wait) return requestPath;
    if (!isTold) throw lost(command, 'the device took no Subscription for it');
    while (!ended.has(requestPath)) {
      if (silent !== undefined) throw lost(command, silent);
      await new Promise<void>((resolve) => (heard = resolve));
    }
    const end = ended.get(requestPath)?.outcome;
    if (!end) throw lost(command, 'the device never told');
    return outputOf(end, command);
  } finally {
    stop();
    signal?.removeEventListener('abort', leave);
    if (follows && isTold) release?.(command);
  }
}

function outputOf(outcome: Extract<OperateOutcome, { type: 'output' | 'failure' }>, command: string): Values {
  if (outcome.type === 'output') return new Values(outcome.args);
  const { code, message } = outcome.error;
  throw new UspError({
    code,
    origin: 'remote',
    reason: 'remote-error',
    message: `${command} failed on the device: ${message || 'it gave no text'} (${code}).`,
    advice: 'Check the input arguments and try again.',
  });
}

function lost(command: string, why: string): UspError {
  return new UspError({
    origin: 'local',
    reason: 'cancelled',
    message: `How ${command} ended is not known: ${why}.`,
    advice: 'Look at Device.LocalAgent.Request. on the device before you run it again.',
  });
}
