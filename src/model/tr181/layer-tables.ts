/** Lays one data model over another: a vendor's extension over the standard. */
import type { FactsTable, ObjectFacts } from './facts.ts';

/** What `over` says counts; objects that both know have the members of both. */
export function layerTables(base: FactsTable, over: FactsTable): FactsTable {
  const objects = new Map(base.objects);
  for (const [path, object] of over.objects) {
    const below = base.objects.get(path);
    objects.set(path, below ? layerObjects(below, object) : object);
  }
  return { ...base, objects, types: new Map([...base.types, ...over.types]) };
}

function layerObjects(base: ObjectFacts, over: ObjectFacts): ObjectFacts {
  return {
    ...base,
    ...over,
    keys: over.keys.length > 0 ? over.keys : base.keys,
    params: new Map([...base.params, ...over.params]),
    commands: new Map([...base.commands, ...over.commands]),
    events: new Map([...base.events, ...over.events]),
  };
}

/** A data model that says nothing. */
export const emptyTable: FactsTable = { name: '', version: '', model: '', objects: new Map(), types: new Map() };
