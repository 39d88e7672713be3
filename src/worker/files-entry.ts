/** A worker of its own for data model files: megabytes of XML hold up neither the page nor the protocol. */
import { readModelFiles, type FileSource } from '../model/tr181-xml/read-files.ts';
import type { FromFilesWorker, ToFilesWorker } from '../model/tr181-xml/port.ts';

/** What of the worker's global scope is used. */
interface Scope {
  postMessage(message: FromFilesWorker): void;
  onmessage: ((event: MessageEvent<ToFilesWorker>) => void) | null;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  void read(data);
};

async function read({ files, standard }: ToFilesWorker): Promise<void> {
  const result = await readModelFiles(files.map(sourceOf), standard, (done, total) =>
    scope.postMessage({ type: 'progress', done, total }),
  );
  scope.postMessage({ type: 'done', result });
}

function sourceOf(file: File): FileSource {
  return {
    name: file.name,
    size: file.size,
    async *pieces() {
      const reader = file.stream().getReader();
      // Data models are UTF-8 or, from some editors, UTF-16 with a mark at the start; other bytes are an error.
      let decoder: TextDecoder | undefined;
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const { value } = part;
        decoder ??= new TextDecoder(encodingOf(value), { fatal: true });
        yield { text: decoder.decode(value, { stream: true }), bytes: value.length };
      }
      if (decoder) yield { text: decoder.decode(), bytes: 0 };
    },
  };
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
