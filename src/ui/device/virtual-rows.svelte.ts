/** Which rows of a long list are to be in the document now: virtual-core behind two reactive fields. */
import { tick } from 'svelte';
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

export interface VirtualOptions {
  /** Reactive: rows there are. */
  readonly count: () => number;
  /** Pixels of something fixed at the top that covers rows, e.g. a table's head. */
  readonly head?: number;
}

/** Rows drawn beyond the visible ones on each side. */
const overscan = 8;

/** Call while a component is set up. All rows are as high as the token `--row` says. */
export class VirtualRows {
  total = $state(0);
  #measured: readonly VirtualItem[] = $state.raw([]);
  #element: HTMLElement | undefined = $state.raw();
  #rowHeight = $state(34);
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #count: () => number;

  constructor(options: VirtualOptions) {
    this.#count = options.count;
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#options(0, options.head ?? 0));
    $effect(() => this.#virtualizer._didMount());
    $effect(() => {
      this.#virtualizer.setOptions(this.#options(options.count(), options.head ?? 0));
      this.#virtualizer.measure();
      this.#virtualizer._willUpdate();
      this.#read();
    });
  }

  /** Rows to be in the document. A list that got shorter is measured later than it is drawn: what is gone is left out. */
  get items(): readonly VirtualItem[] {
    const count = this.#count();
    return this.#measured.filter((item) => item.index < count);
  }

  /** Pixels that a row takes. */
  get rowHeight(): number {
    return this.#rowHeight;
  }

  /** Pixels of the rows above those in the document. */
  get before(): number {
    return this.items[0]?.start ?? 0;
  }

  /** Pixels of the rows below those in the document. */
  get after(): number {
    return Math.max(0, this.total - (this.items.at(-1)?.end ?? 0));
  }

  /** For `{@attach rows.attach}` on the element that scrolls. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const measure = () => {
      const token = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row'));
      if (token > 0) this.#rowHeight = token;
    };
    measure();
    const coarse = matchMedia('(pointer: coarse)');
    coarse.addEventListener('change', measure);
    const density = new MutationObserver(measure);
    density.observe(document.documentElement, { attributeFilter: ['data-density'] });
    return () => {
      coarse.removeEventListener('change', measure);
      density.disconnect();
      this.#element = undefined;
    };
  };

  /** Brings a row into view. */
  show(index: number): void {
    // The list has to have its new height first, or the browser stops at the old one.
    void tick().then(() => {
      if (index >= 0 && this.#element) this.#virtualizer.scrollToIndex(index, { align: 'auto' });
    });
  }

  #options(count: number, head: number) {
    const height = this.#rowHeight;
    const element = this.#element ?? null;
    return {
      count,
      getScrollElement: () => element,
      estimateSize: () => height,
      overscan,
      scrollPaddingStart: head,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#read(),
    };
  }

  #read(): void {
    this.#measured = this.#virtualizer.getVirtualItems();
    this.total = this.#virtualizer.getTotalSize();
  }
}
