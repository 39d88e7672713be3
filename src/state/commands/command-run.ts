/** One run of a command, and what of it outlives a reload. */
import * as v from 'valibot';
import { describeErrorCode } from '../../usp/error-codes.ts';
import { errorOrigins, errorReasons, UspError } from '../../usp/error.ts';
import type { NameValue } from '../../usp/message/request-types.ts';
import type { DeviceSecrets } from '../device-secrets.ts';
import { readStored, writeStored } from '../stored.ts';

const runStates = ['sending', 'running', 'done', 'failed', 'ended', 'lost', 'cancelled'] as const;

/** `ended`: it runs no more, but nobody told how it went. `lost`: the device started anew under it. */
export type RunState = (typeof runStates)[number];

export interface CommandRun {
  /** Our own, unique for each run. */
  readonly key: string;
  /** What the Agent tells this run by; a search path starts several runs with one. */
  readonly commandKey: string;
  readonly command: string;
  /** What was asked for, where the device made another path of it. */
  readonly asked?: string;
  readonly args: readonly NameValue[];
  /** Names of arguments whose values were not kept over a reload. */
  readonly omitted?: readonly string[];
  readonly async: boolean;
  /** False: nobody is to be told of its end. */
  readonly listen?: boolean;
  readonly state: RunState;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly requestPath?: string;
  /** Status of its Request object, as the device last told it. */
  readonly status?: string;
  readonly output?: readonly NameValue[];
  readonly error?: UspError;
  /** Something the person should know of this run. */
  readonly note?: string;
  /** Someone else on this page started it, e.g. `usp.operate`. */
  readonly foreign?: boolean;
}

export function isOpen(run: CommandRun | undefined): boolean {
  return run?.state === 'sending' || run?.state === 'running';
}

/** Runs kept over a reload, and characters of all their arguments and output together. */
const bounds = { runs: 100, characters: 500_000 };

const pairs = v.array(v.tuple([v.string(), v.string()]));
const storedError = v.object({
  code: v.number(),
  origin: v.picklist(errorOrigins),
  reason: v.picklist(errorReasons),
  message: v.string(),
  advice: v.string(),
});
const storedRun = v.object({
  key: v.string(),
  commandKey: v.string(),
  command: v.string(),
  asked: v.exactOptional(v.string()),
  args: pairs,
  omitted: v.exactOptional(v.array(v.string())),
  async: v.boolean(),
  listen: v.exactOptional(v.boolean()),
  state: v.picklist(runStates),
  startedAt: v.number(),
  endedAt: v.exactOptional(v.number()),
  requestPath: v.exactOptional(v.string()),
  status: v.exactOptional(v.string()),
  output: v.exactOptional(pairs),
  error: v.exactOptional(
    v.pipe(
      storedError,
      v.transform((plain) => new UspError(plain)),
    ),
  ),
  note: v.exactOptional(v.string()),
  foreign: v.exactOptional(v.boolean()),
});

/** What a page before this one has kept, newest first. What can't be believed is left out. */
export function readRuns(key: string): CommandRun[] {
  const stored = readStored(key);
  return (Array.isArray(stored) ? (stored as unknown[]) : []).flatMap((item) => {
    const read = v.safeParse(storedRun, item);
    return read.success ? [read.output] : [];
  });
}

/** Keeps runs for the page after a reload: without secrets and those that are told by one, and large results only as far as there is room. */
export function keepRuns(key: string, runs: readonly CommandRun[], secrets: DeviceSecrets): void {
  let room = bounds.characters;
  const written = runs.slice(0, bounds.runs).filter(({ command }) => !secrets.inPath(command));
  const kept = written.map((run) => {
    const { output, error, asked, ...rest } = run;
    const input = secrets.withoutSecrets(run.command, 'input', run.args);
    const told = output && secrets.withoutSecrets(run.command, 'output', output);
    const omitted = [...(run.omitted ?? []), ...input.omitted];
    const argsFit = sizeOf(input.args) <= room;
    if (argsFit) room -= sizeOf(input.args);
    const fits = told && sizeOf(told.args) <= room;
    if (fits) room -= sizeOf(told.args);
    const left = [...(argsFit ? [] : ['arguments were']), ...(output && !fits ? ['result was'] : [])];
    return {
      ...rest,
      ...(asked !== undefined && !secrets.inPath(asked) && { asked }),
      args: argsFit ? input.args : [],
      ...(omitted.length > 0 && { omitted }),
      ...(fits && { output: told.args }),
      ...(left.length > 0 && { note: `Its ${left.join(' and ')} too large to be kept over a reload of the page.` }),
      ...(error && { error: writtenError(error, omitted.length > 0 || run.foreign === true) }),
    };
  });
  writeStored(key, kept.length > 0 ? kept : undefined);
}

/**
 * What of an error is written down.
 * @param given the device was given a secret, or nobody here knows what: its own words may quote that
 */
function writtenError(error: UspError, given: boolean): v.InferInput<typeof storedError> {
  const { code, origin, reason, message, advice } = error;
  if (!given || origin !== 'remote') return { code, origin, reason, message, advice };
  const { name, meaning } = describeErrorCode(code);
  const words = `${meaning} (${code} ${name}) What the device itself said of it may quote a secret, and was not kept.`;
  return { code, origin, reason, message: words, advice };
}

function sizeOf(args: readonly NameValue[]): number {
  return args.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}
