/** How a watched parameter is to be drawn: a curve with its unit, a counter's rate, or a row of values. */
import type { SupportedParam } from '../../usp/message/answer-types.ts';
import { lastPart } from '../path-parts.ts';
import { formatAmount } from '../tr181/format-amount.ts';
import { amountOf } from '../tr181/format-unit.ts';
import type { ValueFacts } from '../tr181/facts.ts';
import { measureOf, type Measure } from '../tr181/measure.ts';
import { amountPoints, ratePoints, type Point } from './points.ts';
import type { Sample } from './samples.ts';

export interface WatchKind {
  readonly numeric: boolean;
  /** It only grows: its rate says more than its value. */
  readonly counter: boolean;
  readonly bits: 32 | 64;
  readonly measure: Measure | undefined;
  readonly facts: ValueFacts | undefined;
}

const numbers = new Set(['int', 'long', 'unsignedInt', 'unsignedLong', 'decimal']);

/** @param param what the device says of it, @param facts what the data model says of it, each where known */
export function watchKind(param: Pick<SupportedParam, 'type'> | undefined, facts: ValueFacts | undefined): WatchKind {
  const measure = facts && measureOf(facts);
  const type = param && param.type !== 'unknown' ? param.type : facts?.type;
  const numeric = !facts?.facets.list && ((type !== undefined && numbers.has(type)) || measure !== undefined);
  const wide = facts?.typeName === 'StatsCounter64' || type === 'unsignedLong' || type === 'long';
  return { numeric, counter: measure?.counter ?? false, bits: wide ? 64 : 32, measure, facts };
}

/** What may stand in one chart: the same unit, or of bare numbers the same name. */
export function chartKey(path: string, kind: WatchKind, rate: boolean): string {
  const unit = kind.measure?.unit;
  const what = unit ? `${kind.measure?.kind ?? ''} ${unit}` : `bare ${lastPart(path)}`;
  return rate ? `${what} per second` : what;
}

export function watchPoints(samples: readonly Sample[], kind: WatchKind, rate: boolean): Point[] {
  const { facts, measure } = kind;
  if (rate)
    return ratePoints(
      samples.map((sample) => withoutAbsent(sample, measure)),
      kind.bits,
      stepOf(measure),
    );
  return amountPoints(samples, (text) => (facts && measure ? amountOf(text, facts) : bareNumber(text)));
}

/** A number of a chart with its unit, as in `12 kB/s`. */
export function watchText(value: number, kind: WatchKind, rate: boolean, locale?: string): string {
  return formatAmount(value, kind.measure, rate, locale);
}

/** TR-106: the greatest value of a counter says that the device has none. */
function withoutAbsent(sample: Sample, measure: Measure | undefined): Sample {
  return measure?.absent !== undefined && sample.value === measure.absent ? { ...sample, value: undefined } : sample;
}

function stepOf(measure: Measure | undefined): number {
  return measure ? Number(measure.factor.unscaled) / 10 ** measure.factor.scale : 1;
}

function bareNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
