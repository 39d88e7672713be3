/** One thing that the palette offers. */
import type { Rankable } from '../../model/palette/rank.ts';

export type PaletteKind = 'place' | 'device' | 'action' | 'command' | 'path' | 'row' | 'watch' | 'tell';

export interface PaletteEntry extends Rankable {
  /** Stable: what was chosen before is found again by it. */
  readonly key: string;
  readonly kind: PaletteKind;
  readonly label: string;
  /** A second, smaller line. */
  readonly note?: string;
  readonly run: () => void;
}
