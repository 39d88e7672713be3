import * as v from 'valibot';
import { isEndpointId } from '../usp/endpoint-id.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;

export type Theme = (typeof themes)[number];
export type Density = (typeof densities)[number];

/** How many lines of the wire are kept, and MiB of their Records. */
export const logEntriesChoices = [10_000, 50_000, 100_000, 250_000, 500_000] as const;
export const logMebibytesChoices = [32, 64, 128, 256, 512] as const;

export const logBoundsSchema = v.object({
  logEntries: v.picklist(logEntriesChoices),
  logMebibytes: v.picklist(logMebibytesChoices),
});

/** One bad value does not take the others with it. */
export const settingsSchema = v.object({
  theme: v.fallback(v.picklist(themes), 'system'),
  density: v.fallback(v.picklist(densities), 'comfortable'),
  logEntries: v.fallback(logBoundsSchema.entries.logEntries, 100_000),
  logMebibytes: v.fallback(logBoundsSchema.entries.logMebibytes, 128),
  /** Our own Endpoint ID, made once for this browser; empty: not made yet. */
  controllerId: v.fallback(v.pipe(v.string(), v.check(isEndpointId)), ''),
});

export type StoredSettings = v.InferOutput<typeof settingsSchema>;
