/** Has data model files read by a worker of their own. */
import type { FactsTable } from '../../model/tr181/facts.ts';
import type { FromFilesWorker, ToFilesWorker } from '../../model/tr181-xml/port.ts';
import type { ReadFilesResult } from '../../model/tr181-xml/read-files.ts';

/** What of a Worker is used, so that a test can be one. */
export type FilesWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface ReadOptions {
  readonly standard?: FactsTable;
  /** Bytes. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  readonly makeWorker?: () => FilesWorker;
}

/** Never rejects but for an abort: what is wrong with the files is in the result. */
export async function readDroppedFiles(files: readonly File[], options: ReadOptions = {}): Promise<ReadFilesResult> {
  const { standard, onProgress, signal, makeWorker = startWorker } = options;
  signal?.throwIfAborted();
  const worker = makeWorker();
  try {
    return await new Promise<ReadFilesResult>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.addEventListener('message', ({ data }: MessageEvent<FromFilesWorker>) => {
        if (data.type === 'progress') onProgress?.(data.done, data.total);
        else resolve(data.result);
      });
      worker.addEventListener('error', ({ message }) => {
        resolve({ problems: [`The files could not be read: ${message || 'the reader could not be started'}.`] });
      });
      const request: ToFilesWorker = { files, ...(standard && { standard }) };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}

function startWorker(): FilesWorker {
  return new Worker(new URL('../../worker/files-entry.ts', import.meta.url), { type: 'module', name: 'files' });
}
