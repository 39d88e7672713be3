import type { ObjectDef } from '../schema/types.ts';

/** Values of a row that nobody has written yet; undefined: the default of the parameter. */
export type Seed = (name: string) => string | undefined;

/** One object or row of the instantiated data model. Its children come into being when they are first asked for. */
export class ObjectNode {
  readonly kind = 'object';
  readonly def: ObjectDef;
  /** With its dot at the end. */
  readonly path: string;
  readonly parent: ObjectNode | TableNode | undefined;
  /** Instance number of a row. */
  readonly number: number | undefined;
  values: Map<string, string> | undefined;
  seed: Seed | undefined;
  /** Values that are computed when they are read, from the time in milliseconds. */
  live: Map<string, (now: number) => string> | undefined;
  alive = true;
  #children: Map<string, ObjectNode | TableNode> | undefined;

  constructor(def: ObjectDef, path: string, parent: ObjectNode | TableNode | undefined, number?: number) {
    this.def = def;
    this.path = path;
    this.parent = parent;
    this.number = number;
  }

  /** All child objects and tables, those too that a union does not show now. */
  get children(): ReadonlyMap<string, ObjectNode | TableNode> {
    if (!this.#children) {
      this.#children = new Map();
      for (const [name, def] of this.def.children) {
        const path = `${this.path}${name}.`;
        this.#children.set(name, def.isTable ? new TableNode(def, path, this) : new ObjectNode(def, path, this));
      }
    }
    return this.#children;
  }

  /** The table of a row. */
  get table(): TableNode | undefined {
    return this.parent?.kind === 'table' ? this.parent : undefined;
  }
}

export class TableNode {
  readonly kind = 'table';
  /** Of its rows. */
  readonly def: ObjectDef;
  readonly path: string;
  readonly parent: ObjectNode;
  /** In the order of their numbers. */
  readonly rows = new Map<number, ObjectNode>();
  /** Instance numbers are never used again. */
  nextNumber = 1;

  constructor(def: ObjectDef, path: string, parent: ObjectNode) {
    this.def = def;
    this.path = path;
    this.parent = parent;
  }
}

export type Node = ObjectNode | TableNode;
