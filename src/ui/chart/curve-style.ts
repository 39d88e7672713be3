/** How the curves of a chart look: by the page's tokens, told apart by stroke as well as by colour. */
import type uPlot from 'uplot';

export interface Colours {
  readonly text: string;
  readonly line: string;
  readonly curves: readonly string[];
  readonly font: string;
}

/** Colours that there are; the next curve begins with the first again. */
const colours = 6;
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4]];

/** Number of the colour token and the dashes of a curve, for the chart and for its key. */
export function curveStyle(index: number): { readonly token: string; readonly dash: readonly number[] } {
  return { token: `--color-series-${String((index % colours) + 1)}`, dash: dashes[index % dashes.length] ?? [] };
}

/** What the tokens stand for now: light or dark. */
export function readColours(element: HTMLElement, count: number): Colours {
  const probe = document.createElement('span');
  element.append(probe);
  const read = (token: string) => {
    probe.style.setProperty('color', `var(${token})`);
    return getComputedStyle(probe).color;
  };
  const found = {
    text: read('--color-text-muted'),
    line: read('--color-line'),
    curves: Array.from({ length: count }, (_none, index) => read(curveStyle(index).token)),
    font: `12px ${getComputedStyle(element).fontFamily}`,
  };
  probe.remove();
  return found;
}

export function curveOptions(
  Plot: typeof uPlot,
  curve: { readonly label: string; readonly steps?: boolean },
  index: number,
  { curves }: Colours,
): uPlot.Series {
  const stepped = curve.steps ? Plot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    label: curve.label,
    stroke: curves[index] ?? '',
    width: 2,
    dash: [...curveStyle(index).dash],
    points: { size: 5 },
    ...(stepped && { paths: stepped }),
  };
}
