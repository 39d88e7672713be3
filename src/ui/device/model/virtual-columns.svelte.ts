/** The columns of a wide table that are to be in the document now: those in view, and a few on each side. */

export interface VirtualColumnsOptions {
  /** Reactive: pixels of each column. */
  readonly widths: () => readonly number[];
  /** Pixels of what stays at the left of them. */
  readonly fixed: number;
}

/** Columns drawn beyond the visible ones on each side. */
const overscan = 2;

/** Call while a component is set up. */
export class VirtualColumns {
  readonly #widths: () => readonly number[];
  readonly #fixed: number;
  #element: HTMLElement | undefined;
  #left = $state(0);
  #wide = $state(0);
  /** Where each column begins, and where the last one ends. */
  readonly #starts = $derived.by(() => {
    const starts = [0];
    for (const width of this.#widths()) starts.push((starts.at(-1) ?? 0) + width);
    return starts;
  });
  /** Index of the first column to draw, and of the first one after them. */
  readonly from = $derived(Math.max(0, this.#at(this.#left) - overscan));
  readonly to = $derived(Math.min(this.#starts.length - 1, this.#at(this.#left + this.#wide) + 1 + overscan));
  /** Pixels of all of them, of those before and of those after the drawn ones. */
  readonly total = $derived(this.#starts.at(-1) ?? 0);
  readonly before = $derived(this.#starts[this.from] ?? 0);
  readonly after = $derived(this.total - (this.#starts[this.to] ?? 0));

  constructor({ widths, fixed }: VirtualColumnsOptions) {
    this.#widths = widths;
    this.#fixed = fixed;
  }

  /** For `{@attach columns.attach}` on the element that scrolls. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const look = () => {
      this.#left = element.scrollLeft;
      this.#wide = element.clientWidth;
    };
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', look);
      this.#element = undefined;
    };
  };

  /** Brings a column into view. */
  show(index: number): void {
    const [start = 0, end = 0] = this.#starts.slice(index, index + 2);
    const element = this.#element;
    if (!element) return;
    const left = Math.min(start, Math.max(element.scrollLeft, end - (element.clientWidth - this.#fixed)));
    element.scrollTo({ left });
  }

  /** The column at a place. */
  #at(pixels: number): number {
    const after = this.#starts.findIndex((start) => start > pixels);
    return after < 0 ? this.#starts.length - 1 : after - 1;
  }
}
