/** What passes between the page and the worker that reads data model files. */
import type { FactsTable } from '../tr181/facts.ts';
import type { ReadFilesResult } from './read-files.ts';

/** One worker reads once; to stop it, it is ended. */
export interface ToFilesWorker {
  readonly files: readonly File[];
  readonly standard?: FactsTable;
}

export type FromFilesWorker =
  /** Bytes. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly result: ReadFilesResult };
