/** What a data model of the Broadband Forum says of objects, parameters, commands and events. Typed once, then shared. */
import type { ValueFacets, ValueType } from '../../usp/value-types.ts';

export type FactStatus = 'current' | 'deprecated' | 'obsoleted';

/** One value of an enumeration. */
export interface Choice {
  readonly value: string;
  /** It may be read, but is never written. */
  readonly readOnly: boolean;
  /** An Agent need not support it. */
  readonly optional: boolean;
  readonly status: FactStatus;
  /** Version that added it, where later than what holds it. */
  readonly since?: string;
}

/** The value is the path of an object or a parameter; without a dot at the end for a row. */
export interface PathReference {
  /** A weak reference may point at nothing; a strong one is emptied when its target goes. */
  readonly strength: 'strong' | 'weak';
  readonly to: 'row' | 'parameter';
  /** Supported paths of the tables or objects that it points into; empty: any. */
  readonly targets: readonly string[];
  /** Data type that the target has. */
  readonly type?: string;
}

export interface DefaultValue {
  /** `creation`: of a new row. `factory`: of a new device. `absent`: of an argument left out. `agent`: the Agent chooses. */
  readonly kind: 'creation' | 'factory' | 'absent' | 'agent';
  readonly value: string;
}

/** Everything about the values of one parameter or argument. Shared by all that have the same. */
export interface ValueFacts {
  readonly type: ValueType;
  /** Named data type, e.g. `StatsCounter64`. Its facets are already in `facets`. */
  readonly typeName?: string;
  /** For `checkValue` of usp/value-types. */
  readonly facets: ValueFacets;
  readonly choices?: readonly Choice[];
  /** `writeOnce`: only with the Add that makes the row. */
  readonly access: 'readOnly' | 'readWrite' | 'writeOnce';
  /** Of an argument: the command needs it. */
  readonly mandatory: boolean;
  /** As the data model writes it; `measureOf` understands it. */
  readonly units?: string;
  readonly defaultValue?: DefaultValue;
  readonly reference?: PathReference;
  /** Another parameter or argument lists the values allowed; `also` is allowed besides. */
  readonly allowedBy?: { readonly path: string; readonly also?: string };
  /** The value is the instance number of a row of these. */
  readonly instanceOf?: { readonly strength: 'strong' | 'weak'; readonly targets: readonly string[] };
  /** Reads as empty for everyone. */
  readonly hidden: boolean;
  /** Read only by a Controller with a secured role. */
  readonly secured: boolean;
  /** Writing it starts something. */
  readonly startsAction: boolean;
  /** `canDeny`: an Agent may ignore a ValueChange Subscription to it. */
  readonly notify?: string;
  readonly status: FactStatus;
  /** Version that added it, where later than what holds it. */
  readonly since?: string;
}

export interface KeyFacts {
  /** A functional key can change, as it says what the row is for; a row's identity is a key that is not. */
  readonly functional: boolean;
  readonly params: readonly string[];
}

/** What objects of the data model and objects among arguments have in common. */
export interface ShapeFacts {
  /** Entries of a table; null: unbounded. Undefined: not said. */
  readonly entries?: { readonly least: number; readonly most: number | null };
  readonly keys: readonly KeyFacts[];
  readonly status: FactStatus;
  readonly since?: string;
}

/** Arguments by dotted name, e.g. `EnvVariable.{i}.Key`, and the objects that they lie in, e.g. `EnvVariable.{i}.`. */
export interface ArgumentFacts {
  readonly values: ReadonlyMap<string, ValueFacts>;
  readonly objects: ReadonlyMap<string, ShapeFacts>;
}

export interface CommandFacts {
  /** With its parentheses. */
  readonly name: string;
  readonly async: boolean;
  readonly input: ArgumentFacts;
  readonly output: ArgumentFacts;
  readonly status: FactStatus;
  readonly since?: string;
}

export interface EventFacts {
  /** With its exclamation mark. */
  readonly name: string;
  readonly args: ArgumentFacts;
  readonly status: FactStatus;
  readonly since?: string;
}

export interface ObjectFacts extends ShapeFacts {
  /** Supported path with its dot; a table's ends in `{i}.` */
  readonly path: string;
  /** A Controller may Add and Delete rows. */
  readonly writable: boolean;
  /** Parameter of the parent that counts the rows. */
  readonly countParam?: string;
  readonly enableParam?: string;
  /** Parameter of the parent that chooses which object of a union is there. */
  readonly chosenBy?: string;
  /** Its rows are given by the device's make. */
  readonly fixed: boolean;
  readonly mount?: string;
  readonly params: ReadonlyMap<string, ValueFacts>;
  readonly commands: ReadonlyMap<string, CommandFacts>;
  readonly events: ReadonlyMap<string, EventFacts>;
}

/** A named data type, for what refers to it by name. */
export interface TypeFacts {
  readonly name: string;
  readonly base?: string;
  readonly type: ValueType;
  readonly facets: ValueFacets;
  readonly choices?: readonly Choice[];
}

/** One data model as read from the asset or from XML. Plain data: it crosses structured clone as it is. */
export interface FactsTable {
  /** For a person, e.g. `TR-181 Device:2 (USP)`. */
  readonly name: string;
  /** Of the document, e.g. `2.19.1`; empty where it does not say. */
  readonly version: string;
  /** Of the model, e.g. `Device:2.19`. */
  readonly model: string;
  /** By supported path, parents before what lies below them. */
  readonly objects: ReadonlyMap<string, ObjectFacts>;
  readonly types: ReadonlyMap<string, TypeFacts>;
}
