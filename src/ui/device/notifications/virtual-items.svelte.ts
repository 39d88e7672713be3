/** Which items of a long list are to be in the document, where each is as high as its content: virtual-core measures them. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

export interface VirtualItemsOptions {
  /** Reactive: items there are. */
  readonly count: () => number;
  /** What stays the same of an item when others come before it. */
  readonly key: (index: number) => number;
  /** Pixels of an item that was not measured yet. */
  readonly estimate: number;
}

/** Items drawn beyond the visible ones on each side. */
const overscan = 6;

/** Call while a component is set up. */
export class VirtualItems {
  total = $state(0);
  #measured: readonly VirtualItem[] = $state.raw([]);
  #element: HTMLElement | undefined = $state.raw();
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #given: VirtualItemsOptions;

  constructor(given: VirtualItemsOptions) {
    this.#given = given;
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#options(0));
    $effect(() => this.#virtualizer._didMount());
    $effect(() => {
      this.#virtualizer.setOptions(this.#options(given.count()));
      this.#virtualizer._willUpdate();
      this.#read();
    });
  }

  /** Items to be in the document. A list that got shorter is measured later than it is drawn: what is gone is left out. */
  get items(): readonly VirtualItem[] {
    const count = this.#given.count();
    return this.#measured.filter((item) => item.index < count);
  }

  /** For `{@attach items.attach}` on the element that scrolls. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    return () => (this.#element = undefined);
  };

  /** For `{@attach items.measure}` on each item, which carries its `data-index`. */
  readonly measure = (element: HTMLElement): (() => void) => {
    this.#virtualizer.measureElement(element);
    return () => this.#virtualizer.measureElement(null);
  };

  #options(count: number) {
    const element = this.#element ?? null;
    return {
      count,
      getItemKey: this.#given.key,
      getScrollElement: () => element,
      estimateSize: () => this.#given.estimate,
      overscan,
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
