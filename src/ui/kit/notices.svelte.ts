/** Short words that float for a while, e.g. "Deleted" with Undo. One list for the page. */
import type { Tone } from './tone.ts';

export interface FloatingNotice {
  readonly title: string;
  readonly text?: string;
  readonly tone?: Tone;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds; absent: 6,000, with an action 12,000. 0: until dismissed. */
  readonly lasts?: number;
}

interface Shown extends FloatingNotice {
  readonly id: number;
}

const most = 4;

class Notices {
  list = $state.raw<readonly Shown[]>([]);
  #next = 1;

  /** Shows a notice; the oldest gives way when there are too many. Returns the way to take it back. */
  show(notice: FloatingNotice): () => void {
    const id = this.#next++;
    this.list = [...this.list.slice(1 - most), { ...notice, id }];
    const lasts = notice.lasts ?? (notice.action ? 12_000 : 6_000);
    if (lasts > 0) setTimeout(() => this.dismiss(id), lasts);
    return () => this.dismiss(id);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();
