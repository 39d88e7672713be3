/** What came back for a crafted request, and what of it can be checked and used by the next one. */
import type { ParamError } from '../../usp/error.ts';
import type { GetResult, UspAnswer } from '../../usp/message/answer-types.ts';
import type { NameValue } from '../../usp/message/request-types.ts';
import type { OutcomeKind } from './crafted.ts';

export interface CraftError {
  readonly code: number;
  readonly message: string;
  /** The same without what the Agent wrote, which may quote a secret: for a report. */
  readonly summary: string;
  readonly advice: string;
  readonly params: readonly ParamError[];
}

export type Outcome = { readonly tookMs: number } & (
  | { readonly kind: 'answer'; readonly answer: UspAnswer }
  | { readonly kind: Exclude<OutcomeKind, 'answer'>; readonly error: CraftError }
);

/** Every value in an answer with its full path; of a command with the name of its output argument. */
export function* valuesOf(answer: UspAnswer): Generator<NameValue> {
  switch (answer.kind) {
    case 'Get':
      yield* valuesOfGet(answer.results);
      return;
    case 'GetInstances':
      for (const { instances } of answer.results) {
        for (const { path, uniqueKeys } of instances) yield* below(path, uniqueKeys);
      }
      return;
    case 'Set':
      for (const result of answer.results) {
        for (const instance of result.instances) yield* below(instance.path, instance.params);
      }
      return;
    case 'Add':
      for (const { instantiatedPath, uniqueKeys } of answer.results) yield* below(instantiatedPath, uniqueKeys);
      return;
    case 'Operate':
      for (const { executedCommand, outcome } of answer.results) {
        if (outcome.type === 'output') yield* below(`${executedCommand}.`, outcome.args);
      }
      return;
    case 'GetSupportedProtocol':
      yield ['versions', answer.versions.join(',')];
      return;
    default:
      return;
  }
}

function* valuesOfGet(results: readonly GetResult[]): Generator<NameValue> {
  for (const { objects } of results) for (const { path, params } of objects) yield* below(path, params);
}

function* below(path: string, params: readonly NameValue[]): Generator<NameValue> {
  for (const [name, value] of params) yield [path.endsWith('.') ? path + name : `${path}.${name}`, value];
}

/** Every error code in what came back, each once. */
export function codesOf(outcome: Outcome): number[] {
  if (outcome.kind !== 'answer') {
    return distinct([outcome.error.code, ...outcome.error.params.map(({ code }) => code)]);
  }
  const { answer } = outcome;
  switch (answer.kind) {
    case 'Get':
    case 'GetInstances':
    case 'GetSupportedDM':
      return distinct(answer.results.map(({ error }) => error?.code ?? 0));
    case 'Operate':
      return distinct(answer.results.map(({ outcome: how }) => (how.type === 'failure' ? how.error.code : 0)));
    case 'Set':
      return distinct(
        answer.results.flatMap((result) => [
          result.error?.code ?? 0,
          ...result.instances.flatMap((instance) => instance.paramErrors.map(({ code }) => code)),
        ]),
      );
    case 'Add':
      return distinct(
        answer.results.flatMap((result) => [result.error?.code ?? 0, ...result.paramErrors.map(({ code }) => code)]),
      );
    case 'Delete':
      return distinct(
        answer.results.flatMap((result) => [
          result.error?.code ?? 0,
          ...result.unaffectedPaths.map(({ code }) => code),
        ]),
      );
    case 'GetSupportedProtocol':
      return [];
  }
}

/** What the next request may use of this one, as `{{last.…}}`. */
export function lastVariables(outcome: Outcome): NameValue[] {
  const [code] = codesOf(outcome);
  const found: NameValue[] = code === undefined ? [] : [['last.error_code', String(code)]];
  if (outcome.kind !== 'answer') return found;
  const { answer } = outcome;
  if (answer.kind === 'Add') put(found, 'last.instantiated_path', answer.results[0]?.instantiatedPath);
  if (answer.kind === 'Delete') put(found, 'last.affected_path', answer.results[0]?.affectedPaths[0]);
  if (answer.kind === 'Operate') {
    const started = answer.results[0]?.outcome;
    if (started?.type === 'request') put(found, 'last.request_path', started.requestPath);
  }
  const seen = new Set<string>();
  for (const [path, value] of valuesOf(answer)) {
    if (seen.size === 0) found.push(['last.path', path], ['last.value', value]);
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (seen.has(name) || seen.size >= mostNames) continue;
    seen.add(name);
    found.push([`last.value.${name}`, value]);
  }
  return found;
}

/** Values of one answer that get a name of their own. */
const mostNames = 500;

function put(list: NameValue[], name: string, value: string | undefined): void {
  if (value) list.push([name, value]);
}

function distinct(codes: readonly number[]): number[] {
  return [...new Set(codes.filter((code) => code !== 0))];
}
