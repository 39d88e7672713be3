/** The series of a watch list sorted into charts and timelines, with what is needed to draw and to read them out. */
import { decimate } from '../../model/watch/decimate.ts';
import type { Point } from '../../model/watch/points.ts';
import { runsOf, type Run } from '../../model/watch/runs.ts';
import type { Sample } from '../../model/watch/samples.ts';
import { statisticsOf, type Span, type Statistics } from '../../model/watch/statistics.ts';
import { chartKey, watchKind, watchPoints, watchText, type WatchKind } from '../../model/watch/watch-kind.ts';
import type { WatchedSeries } from './watched-series.ts';
import type { DeviceState } from '../device.svelte.ts';
import { standard } from '../tr181/standard.svelte.ts';

export interface ChartSeries {
  readonly path: string;
  readonly entry: string;
  readonly gone: boolean;
  readonly kind: WatchKind;
  readonly rate: boolean;
  /** A value stands until the next one: the device tells of changes. */
  readonly steps: boolean;
  /** As drawn: what a screen can't show apart is left out. */
  readonly points: readonly Point[];
  readonly statistics: Statistics | undefined;
}

/** Curves of one unit. */
export interface WatchChart {
  readonly key: string;
  /** What its axis counts, e.g. `B/s`; empty: bare numbers. */
  readonly unit: string;
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
}

export interface Timeline {
  readonly path: string;
  readonly entry: string;
  readonly gone: boolean;
  readonly runs: readonly Run[];
  readonly last: Sample | undefined;
}

/** Columns that a chart has at most; more points than it can show are left out. */
const columns = 800;
/** Curves that can be told apart in one chart. */
export const curvesPerChart = 6;

/** Reactive. */
export function watchCharts(device: DeviceState, span: Span): { charts: WatchChart[]; timelines: Timeline[] } {
  const charts = new Map<string, ChartSeries[]>();
  const timelines: Timeline[] = [];
  const entries = new Map(device.watch.entries.map((entry) => [entry.path, entry]));
  for (const one of device.watch.series.values()) {
    const kind = watchKind(device.supported.param(one.path), standard.param(one.path));
    const samples = one.samples.within(span.from, span.to);
    const { path, entry, gone } = one;
    if (!kind.numeric) {
      timelines.push({ path, entry, gone, runs: runsOf(samples, span), last: one.samples.lastValue });
      continue;
    }
    const on = entries.get(entry);
    const rate = on?.rate ?? kind.counter;
    const series = chartSeries(one, kind, rate, on?.how === 'told', samples, span);
    const key = chartKey(path, kind, rate);
    charts.set(key, [...(charts.get(key) ?? []), series]);
  }
  return { charts: [...charts].flatMap(([key, series]) => inCharts(key, series)), timelines };
}

function chartSeries(
  { path, entry, gone }: WatchedSeries,
  kind: WatchKind,
  rate: boolean,
  told: boolean,
  samples: readonly Sample[],
  span: Span,
): ChartSeries {
  const all = watchPoints(samples, kind, rate);
  const steps = told && !rate;
  const last = all.at(-1);
  // What the device would have told of: it stands as it was.
  const points = steps && last?.value !== undefined && last.time < span.to ? [...all, { ...last, time: span.to }] : all;
  return {
    path,
    entry,
    gone,
    kind,
    rate,
    steps,
    points: decimate(points, span, columns),
    statistics: statisticsOf(points, span, steps),
  };
}

function inCharts(key: string, all: readonly ChartSeries[]): WatchChart[] {
  const charts: WatchChart[] = [];
  for (let at = 0; at < all.length; at += curvesPerChart) {
    const series = all.slice(at, at + curvesPerChart);
    const first = series[0];
    if (!first) continue;
    const { kind, rate } = first;
    const unit = `${kind.measure?.unit ?? ''}${rate ? '/s' : ''}`;
    charts.push({ key: `${key} ${String(at)}`, unit, series, format: (value) => watchText(value, kind, rate) });
  }
  return charts;
}
