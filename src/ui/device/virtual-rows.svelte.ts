/** A long list of rows that are all as high as the token `--row` says. */
import { VirtualList } from './virtual-list.svelte.ts';

export interface VirtualRowsOptions {
  /** Reactive: rows there are. */
  readonly count: () => number;
  /** Pixels of something fixed at the top that covers rows, e.g. a table's head. */
  readonly head?: number;
}

/** Call while a component is set up. */
export class VirtualRows extends VirtualList {
  #rowHeight = $state(34);

  constructor(options: VirtualRowsOptions) {
    super({ ...options, overscan: 8 });
    $effect(() => {
      void this.#rowHeight;
      this.renew(true);
    });
  }

  /** Pixels that a row takes. */
  get rowHeight(): number {
    return this.#rowHeight;
  }

  protected override size(): number {
    return this.#rowHeight;
  }

  protected override watch(element: HTMLElement): () => void {
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
    };
  }
}
