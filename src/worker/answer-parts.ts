/** Cuts large answers into slices for the port, so that no task on the page is long, and joins them again. */
import type {
  GetInstancesResult,
  GetResult,
  GetSupportedDMResult,
  ResolvedObject,
  SupportedObject,
  UspAnswer,
} from '../usp/message/answer-types.ts';

/** Values in one slice: with 2,000 every task of the page stays under 50 ms (field notes). */
export const valuesPerSlice = 2_000;

export interface AnswerSlice {
  readonly part: UspAnswer;
  /** The first result of this slice goes on with the last result of the slice before. */
  readonly continues: boolean;
}

/** Cuts an answer into slices of about `limit` values; at least one slice comes out. */
export function sliceAnswer(answer: UspAnswer, limit = valuesPerSlice): AnswerSlice[] {
  switch (answer.kind) {
    case 'Get':
      return slices(
        answer.results,
        (result) => result.objects.flatMap((object) => cutObject(object, limit)),
        (result, objects): GetResult => ({ ...result, objects }),
        (object) => object.params.length,
        limit,
      ).map(({ results, continues }) => ({ part: { kind: 'Get', results }, continues }));
    case 'GetInstances':
      return slices(
        answer.results,
        (result) => result.instances,
        (result, instances): GetInstancesResult => ({ ...result, instances }),
        (instance) => instance.uniqueKeys.length,
        limit,
      ).map(({ results, continues }) => ({ part: { kind: 'GetInstances', results }, continues }));
    case 'GetSupportedDM':
      return slices(
        answer.results,
        (result) => result.objects,
        (result, objects): GetSupportedDMResult => ({ ...result, objects }),
        weighSupported,
        limit,
      ).map(({ results, continues }) => ({ part: { kind: 'GetSupportedDM', results }, continues }));
    default:
      return [{ part: answer, continues: false }];
  }
}

/**
 * Joins a slice to the slices before it. The slices are the receiver's own once they have crossed the port, so the
 * first one grows in place: linear, not quadratic.
 */
export function joinSlice(before: UspAnswer | undefined, slice: AnswerSlice): UspAnswer {
  const { part, continues } = slice;
  if (!before) return part;
  if (before.kind === 'Get' && part.kind === 'Get') grow(before.results, part.results, continues, 'objects');
  if (before.kind === 'GetInstances' && part.kind === 'GetInstances') {
    grow(before.results, part.results, continues, 'instances');
  }
  if (before.kind === 'GetSupportedDM' && part.kind === 'GetSupportedDM') {
    grow(before.results, part.results, continues, 'objects');
  }
  return before;
}

interface ResultSlice<R> {
  readonly results: R[];
  readonly continues: boolean;
}

function slices<R, Item>(
  results: readonly R[],
  itemsOf: (result: R) => readonly Item[],
  withItems: (result: R, items: Item[]) => R,
  weigh: (item: Item) => number,
  limit: number,
): ResultSlice<R>[] {
  const done: ResultSlice<R>[] = [];
  let current: R[] = [];
  let continues = false;
  let weight = 0;
  for (const result of results) {
    let items: Item[] = [];
    for (const item of itemsOf(result)) {
      if (weight >= limit) {
        current.push(withItems(result, items));
        done.push({ results: current, continues });
        current = [];
        items = [];
        continues = true;
        weight = 0;
      }
      items.push(item);
      weight += 1 + weigh(item);
    }
    current.push(withItems(result, items));
  }
  done.push({ results: current, continues });
  return done;
}

/** One object with very many parameters is itself cut: the model takes the same path twice. */
function cutObject(object: ResolvedObject, limit: number): ResolvedObject[] {
  if (object.params.length <= limit) return [object];
  const cuts: ResolvedObject[] = [];
  for (let start = 0; start < object.params.length; start += limit) {
    cuts.push({ path: object.path, params: object.params.slice(start, start + limit) });
  }
  return cuts;
}

function weighSupported(object: SupportedObject): number {
  return object.params.length + object.commands.length * 4 + object.events.length * 4;
}

function grow<K extends string, R extends Readonly<Record<K, readonly unknown[]>>>(
  before: readonly R[],
  more: readonly R[],
  continues: boolean,
  key: K,
): void {
  const target = before as R[];
  const [first, ...rest] = more;
  const last = target.at(-1);
  if (first && continues && last) append(last[key], first[key]);
  else if (first) target.push(first);
  append(target, rest);
}

function append(target: readonly unknown[], more: readonly unknown[]): void {
  for (const item of more) (target as unknown[]).push(item);
}
