/** What TR-181 says of things, for all devices: loaded once, when a device is first open. Without it all else works. */
import type { DataModelBook } from '../../model/tr181/book.ts';
import type { CommandFacts, ValueFacts } from '../../model/tr181/facts.ts';
import { shippedModel } from '../../model/tr181/shipped.ts';
import { Books } from './books.svelte.ts';
import { Intake } from './intake.svelte.ts';

class Standard {
  /** TR-181 and what a person brought: files of the forum's, or of a vendor's. */
  readonly books = new Books();
  readonly intake = new Intake(this.books);

  /** Reactive; undefined until it is there. */
  get book(): DataModelBook | undefined {
    return this.books.book;
  }

  /** Reactive: why it is not there, in words. */
  get problem(): string | undefined {
    return this.books.problem?.message;
  }

  /** Begins to load it, once; again after it has failed. Never rejects: see `problem`. */
  load(): Promise<void> {
    return this.books.load();
  }

  /** Reactive: the facts of a parameter; `path` resolved or supported. */
  param(path: string): ValueFacts | undefined {
    return this.book?.paramFacts(path)?.value;
  }

  /** Reactive: name of the data model that says what the screens show of a path; TR-181 where none knows it. */
  sourceOf(path: string): string {
    return this.book?.sourceOf(path) ?? shippedModel.shortName;
  }

  command(path: string): CommandFacts | undefined {
    return this.book?.commandFacts(path)?.command;
  }

  /** Reactive: the facts of an argument of a command or event. */
  argument(path: string, kind: 'input' | 'output' | 'event', name: string): ValueFacts | undefined {
    return this.book?.argumentFacts(path, kind, name);
  }
}

export const standard = new Standard();
