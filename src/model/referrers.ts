/** Who refers to a row or an object: which parameters may, what of them has to be read, and which of them do. */
import type { DeviceModel, ObjectNode } from './device-model.ts';
import { allInstancesPath, parentPath, splitMember, toSupportedPath } from './path-parts.ts';
import type { SearchIndex } from './search/search-index.ts';
import type { DataModelBook } from './tr181/book.ts';
import { indexReferences, referrersOf, type ReferenceLink } from './tr181/references.ts';

/** Supported paths of the parameters of this device that may refer to it, those made for it first. */
export function possibleReferrers(model: DeviceModel, book: DataModelBook, path: string): string[] {
  const { own, any } = referrersOf(book, toSupportedPath(path));
  return [...own, ...any].filter((param) => model.supported.param(param) !== undefined);
}

/** Wildcard paths that read them all. */
export function referrerPaths(params: readonly string[]): string[] {
  return params.map(allInstancesPath);
}

/** Who refers to it, of what was read: looks only at objects that may, and at a vendor's own. */
export function knownReferrers(
  model: DeviceModel,
  index: SearchIndex,
  book: DataModelBook,
  path: string,
): readonly ReferenceLink[] {
  const objects = new Set(possibleReferrers(model, book, path).map((param) => splitMember(param).object));
  for (const object of index.objects()) if (!book.objectFacts(object)) objects.add(object);
  const found: ObjectNode[] = [];
  for (const object of objects) {
    for (const instance of index.instances(object)) {
      const node = model.object(instance);
      if (node) found.push(node);
    }
  }
  const source = {
    object: (at: string) => model.object(at),
    table: (at: string) => model.table(at),
    objects: () => found,
  };
  return indexReferences(source, book)
    .to(path)
    .filter(({ from }) => parentPath(from) !== path);
}
