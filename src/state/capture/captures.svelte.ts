/** The captures that are open; they are there until they are closed, or the page is. */
import { SvelteMap } from 'svelte/reactivity';
import { OpenCapture } from './open-capture.svelte.ts';

export class Captures {
  readonly #open = new SvelteMap<string, OpenCapture>();
  #next = 1;

  get all(): readonly OpenCapture[] {
    return [...this.#open.values()];
  }

  get(id: string): OpenCapture | undefined {
    return this.#open.get(id);
  }

  open(file: File): OpenCapture {
    const capture = new OpenCapture(String(this.#next++), file, spawn);
    this.#open.set(capture.id, capture);
    return capture;
  }

  close(id: string): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
  }
}

function spawn(): Worker {
  return new Worker(new URL('../../worker/capture-entry.ts', import.meta.url), { type: 'module', name: 'capture' });
}

/** Bytes that are looked at to tell what a file is. */
const looked = 512;

/** Does a file look like a capture? What is no data model's XML and begins as JSON is taken for one, to be told off in words. */
export async function looksLikeCapture(file: File): Promise<boolean> {
  if (/\.xml$/i.test(file.name)) return false;
  if (/\.(ndjson|jsonl)$/i.test(file.name)) return true;
  const start = await file.slice(0, looked).text();
  return start.trimStart().startsWith('{') && start.includes('"usp-console-capture"');
}
