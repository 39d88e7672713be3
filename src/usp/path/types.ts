/** A Path Name as a tree of typed segments. The grammar is TR-369's "Data Model Path Grammar". */

/** Characters of a whole path that are read at all; what is longer is refused. */
export const MAX_PATH_LENGTH = 8192;
/** Segments of one path. Device:2 needs fewer than twenty. */
export const MAX_PATH_SEGMENTS = 64;
/** Components of one expression, and names in the relative path of one component. */
export const MAX_EXPRESSION_COMPONENTS = 32;
/** Instance numbers are unsignedInt in TR-181: 1 to 2^32-1. */
export const MAX_INSTANCE_NUMBER = 0xffff_ffff;

export type ExpressionOperator = '==' | '!=' | '~=' | '<' | '>' | '<=' | '>=';

/** The constant of a comparison as it is written, without its quotes. `constantValue` undoes the percent-escapes. */
export interface ExpressionConstant {
  readonly quoted: boolean;
  readonly raw: string;
}

/** Which references of a list are followed: `Name+` (the first), `Name#2+`, `Name#*+`. */
export type FollowedItem = 'first' | 'all' | number;

/** One name of the relative path within an expression; `follow` where its reference is followed. */
export interface ExpressionName {
  readonly name: string;
  readonly follow?: FollowedItem;
}

export interface ExpressionComponent {
  /** At least one name; the last one is the parameter and follows nothing. */
  readonly param: readonly ExpressionName[];
  readonly operator: ExpressionOperator;
  readonly constant: ExpressionConstant;
}

export type PathSegment =
  /** An object or a table: only the supported data model can tell which. */
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'instance'; readonly number: number }
  | { readonly type: 'wildcard' }
  /** A search, or an address where it names exactly the parameters of a unique key. */
  | { readonly type: 'expression'; readonly components: readonly ExpressionComponent[] }
  /** `{i}` of a supported-data-model path. */
  | { readonly type: 'placeholder' }
  | { readonly type: 'reference'; readonly name: string; readonly follow: FollowedItem }
  /** These three only stand last. */
  | { readonly type: 'parameter'; readonly name: string }
  | { readonly type: 'command'; readonly name: string }
  | { readonly type: 'event'; readonly name: string };

export interface Path {
  /** True: begins below some object that is named elsewhere. False: begins with the root object. */
  readonly relative: boolean;
  readonly segments: readonly PathSegment[];
  /** Object and instance paths end in a dot, except for instances in the value of a reference parameter. */
  readonly endsInDot: boolean;
}

export type PathResult =
  | { readonly ok: true; readonly path: Path }
  /** `at` is the index of the character where reading stopped. */
  | { readonly ok: false; readonly problem: string; readonly at: number };
