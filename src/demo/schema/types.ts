/** The supported data model of the demo device as typed data. Names and facts are TR-181's. */

import type { ValueFacets, ValueType } from '../../usp/value-types.ts';

/** A parameter whose value names objects or parameters of the data model. */
export interface Reference {
  readonly strength: 'strong' | 'weak';
  readonly to: 'row' | 'parameter';
  /** Tables or objects it may point into; empty: any. */
  readonly targets: readonly string[];
}

/** The type of a parameter or an argument with all its facets. */
export interface ValueSpec {
  readonly type: ValueType;
  readonly facets: ValueFacets;
  readonly reference?: Reference;
  /** A parameter (supported path) that lists the allowed values, and one value allowed besides. */
  readonly allowedBy?: { readonly path: string; readonly also?: string };
  readonly defaultValue?: string;
  /** Reads as an empty text for everyone. */
  readonly secret: boolean;
}

export interface ParamDef {
  readonly name: string;
  /** `once`: writable until it has a value. */
  readonly access: 'ro' | 'rw' | 'once';
  readonly spec: ValueSpec;
  /** A ValueChange subscription to it has no effect (it changes with every second). */
  readonly ignoresValueChange: boolean;
}

export interface ArgDef {
  /** Dotted, with `{i}` where it lies in an argument object. */
  readonly name: string;
  readonly mandatory: boolean;
  readonly spec: ValueSpec;
}

export interface CommandDef {
  /** With its parentheses. */
  readonly name: string;
  readonly async: boolean;
  readonly input: readonly ArgDef[];
  readonly output: readonly ArgDef[];
}

export interface EventDef {
  /** With its exclamation mark. */
  readonly name: string;
  readonly args: readonly string[];
}

export interface UniqueKey {
  /** A non-functional key never changes after creation (R-KEY.1). */
  readonly functional: boolean;
  readonly params: readonly string[];
}

export interface ObjectDef {
  /** Supported path with its dot; a table's ends in `{i}.`. */
  readonly path: string;
  /** The last name in the path. */
  readonly name: string;
  readonly isTable: boolean;
  /** A Controller may Add and Delete rows. */
  readonly writable: boolean;
  readonly minEntries: number;
  /** Absent: no bound of the standard. */
  readonly maxEntries?: number;
  /** Parameter of the parent that counts the rows. */
  readonly countParam?: string;
  readonly enableParam?: string;
  /** Member of a union: it exists while this parameter of its parent has the object's name as value. */
  readonly when?: string;
  readonly keys: readonly UniqueKey[];
  readonly params: ReadonlyMap<string, ParamDef>;
  readonly commands: ReadonlyMap<string, CommandDef>;
  readonly events: ReadonlyMap<string, EventDef>;
  readonly children: ReadonlyMap<string, ObjectDef>;
  /** Parameters that count the rows of a child table, with its name. */
  readonly counts: ReadonlyMap<string, string>;
}

/** All objects by supported path, parents before children; the root is `Device.`. */
export interface Schema {
  readonly root: ObjectDef;
  readonly objects: ReadonlyMap<string, ObjectDef>;
}
