/** Files that a person dropped on the page, read one after the other and put together. */
import type { FactsTable } from '../tr181/facts.ts';
import { DocumentReader, type ModelDocument } from './document.ts';
import { describeProblem, XmlProblem } from './problem.ts';
import { readModel, type BroughtModel } from './read-model.ts';

export interface FileSource {
  readonly name: string;
  /** Bytes, for the progress. */
  readonly size: number;
  /** The text in pieces, with the bytes that each was made of. */
  pieces(): AsyncIterable<{ readonly text: string; readonly bytes: number }>;
}

export interface ReadFilesResult {
  /** Absent: the files together are no data model. */
  readonly model?: BroughtModel;
  /** Each a sentence; with a file's name, line and column where it was damaged. */
  readonly problems: readonly string[];
}

/** The forum publishes a data model in some hundred files. */
export const fileBounds = { count: 500, bytes: 256 * 1024 * 1024 };

/**
 * Reads all files; one that cannot be read is told of and left out.
 * @param onProgress bytes read and to be read
 */
export async function readModelFiles(
  files: readonly FileSource[],
  standard: FactsTable | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<ReadFilesResult> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (files.length > fileBounds.count) return { problems: [`More than ${String(fileBounds.count)} files at a time.`] };
  if (total > fileBounds.bytes) return { problems: ['The files together are too large to be a data model.'] };
  const documents: ModelDocument[] = [];
  const problems: string[] = [];
  let done = 0;
  for (const file of files) {
    const reader = new DocumentReader(file.name);
    let read = 0;
    try {
      for await (const { text, bytes } of file.pieces()) {
        reader.push(text);
        read += bytes;
        onProgress(done + read, total);
      }
      documents.push(reader.end());
    } catch (error) {
      const problem = error instanceof XmlProblem ? describeProblem(error, file.name) : unreadable(file.name, error);
      // Its types are known without it; that it declares entities is no fault of the person's.
      if (!/^tr-106-.*types\.xml$/.test(file.name)) problems.push(problem);
    }
    done += file.size;
    onProgress(done, total);
  }
  if (documents.length === 0) {
    return { problems: problems.length > 0 ? problems : ['There is no data model in these files.'] };
  }
  const result = readModel(documents, standard);
  return result.ok ? { model: result.model, problems } : { problems: [...problems, result.problem] };
}

function unreadable(name: string, error: unknown): string {
  return `${name} could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
