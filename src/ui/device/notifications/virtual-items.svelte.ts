/** A long list of items that are each as high as their content: they are measured as they are drawn. */
import { VirtualList } from '../virtual-list.svelte.ts';

export interface VirtualItemsOptions {
  /** Reactive: items there are. */
  readonly count: () => number;
  /** What stays the same of an item when others come before it. */
  readonly key: (index: number) => number;
  /** Pixels of an item that was not measured yet. */
  readonly estimate: number;
}

/** Call while a component is set up. */
export class VirtualItems extends VirtualList {
  readonly #estimate: number;

  constructor({ count, key, estimate }: VirtualItemsOptions) {
    super({ count, key, overscan: 6 });
    this.#estimate = estimate;
    $effect(() => this.renew(false));
  }

  /** For `{@attach items.measure}` on each item, which carries its `data-index`. */
  readonly measure = (element: HTMLElement): (() => void) => {
    this.virtualizer.measureElement(element);
    return () => this.virtualizer.measureElement(null);
  };

  protected override size(): number {
    return this.#estimate;
  }
}
