/** Which items of a long list are to be in the document now: virtual-core behind a few reactive fields. */
import { tick, untrack } from 'svelte';
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

export interface VirtualListOptions {
  /** Reactive: items there are. */
  readonly count: () => number;
  /** What stays the same of an item when others come before it; absent: its index. */
  readonly key?: (index: number) => number;
  /** Items drawn beyond the visible ones on each side. */
  readonly overscan: number;
  /** Pixels of something fixed at the start that covers items, e.g. a table's head. */
  readonly head?: number;
}

export abstract class VirtualList {
  /** Pixels of all items together. */
  total = $state(0);
  #measured: readonly VirtualItem[] = $state.raw([]);
  /** The most items that were drawn at once. */
  #slots = $state(1);
  #element: HTMLElement | undefined = $state.raw();
  readonly #given: VirtualListOptions;
  protected readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  constructor(given: VirtualListOptions) {
    this.#given = given;
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#options(0));
    $effect(() => this.virtualizer._didMount());
  }

  /** Items to be in the document. A list that got shorter is measured later than it is drawn: what is gone is left out. */
  get items(): readonly VirtualItem[] {
    const count = this.#given.count();
    return this.#measured.filter((item) => item.index < count);
  }

  /**
   * Which of the elements that were made an item gets: those that scroll out of view are used for those that come into
   * it. As the key of an {#each}, a scroll makes no element and takes none away.
   */
  slot(index: number): number {
    return index % this.#slots;
  }

  /** Pixels of the items before those in the document. */
  get before(): number {
    return this.items[0]?.start ?? 0;
  }

  /** Pixels of the items after those in the document. */
  get after(): number {
    return Math.max(0, this.total - (this.items.at(-1)?.end ?? 0));
  }

  /** For `{@attach list.attach}` on the element that scrolls. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const leave = this.watch(element);
    return () => {
      leave();
      this.#element = undefined;
    };
  };

  /** Brings an item into view. */
  show(index: number): void {
    // The list has to have its new length first, or the browser stops at the old one.
    void tick().then(() => {
      if (index >= 0 && this.#element) this.virtualizer.scrollToIndex(index, { align: 'auto' });
    });
  }

  /** Pixels of an item, as far as they are known. */
  protected abstract size(index: number): number;

  /** What else is to be followed of the element that scrolls. @returns ends it */
  protected watch(_element: HTMLElement): () => void {
    return () => {};
  }

  /** Takes in how many there are now. `resized`: sizes are others, too; to be called in an effect. */
  protected renew(resized: boolean): void {
    this.virtualizer.setOptions(this.#options(this.#given.count()));
    if (resized) this.virtualizer.measure();
    this.virtualizer._willUpdate();
    this.#read();
  }

  #options(count: number) {
    const { key, overscan, head = 0 } = this.#given;
    const element = this.#element ?? null;
    return {
      count,
      getScrollElement: () => element,
      estimateSize: (index: number) => this.size(index),
      ...(key && { getItemKey: key }),
      overscan,
      scrollPaddingStart: head,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#read(),
    };
  }

  /** Reads nothing that it writes: it runs in an effect, too. */
  #read(): void {
    const items = this.virtualizer.getVirtualItems();
    this.#measured = items;
    this.#slots = Math.max(
      untrack(() => this.#slots),
      items.length,
    );
    this.total = this.virtualizer.getTotalSize();
  }
}
