import * as v from 'valibot';
import { isEndpointId } from '../usp/endpoint-id.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;

export type Theme = (typeof themes)[number];
export type Density = (typeof densities)[number];

/** One bad value does not take the others with it. */
export const settingsSchema = v.object({
  theme: v.fallback(v.picklist(themes), 'system'),
  density: v.fallback(v.picklist(densities), 'comfortable'),
  /** Our own Endpoint ID, made once for this browser; empty: not made yet. */
  controllerId: v.fallback(v.pipe(v.string(), v.check(isEndpointId)), ''),
});

export type StoredSettings = v.InferOutput<typeof settingsSchema>;
