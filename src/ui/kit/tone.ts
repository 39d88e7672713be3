import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import Info from '@lucide/svelte/icons/info';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { Icon } from './icon.ts';

/** What a mark or a notice means: the colour follows from it, and the icon where no better one is given. */
export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'bad';

export const toneIcons: Readonly<Record<Tone, Icon>> = {
  neutral: CircleDashed,
  info: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
};
