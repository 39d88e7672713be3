import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

/** An icon as a component: one of @lucide/svelte/icons/*, imported one by one. */
export type Icon = Component<LucideProps>;
