/** The page begins: its state, its one component, and the handle for the browser's own console. */
import { mount } from 'svelte';
import AppView from './App.svelte';
import { App } from './state/app.svelte.ts';
import type { ConsoleHandle } from './state/console/console-handle.ts';
import './ui/kit/tokens.css';
import './ui/kit/base.css';

declare global {
  var usp: ConsoleHandle;
}

function spawn(): Worker {
  return new Worker(new URL('./worker/entry.ts', import.meta.url), { type: 'module', name: 'usp' });
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no place for the page.');

try {
  const app = await App.start(spawn);
  globalThis.usp = app.handle;
  mount(AppView, { target, props: { app } });
} catch (error) {
  // Nothing of ours can be drawn: plain words are better than an empty page.
  target.textContent = `USP Console could not start: ${String(error)}. A newer browser may help, or loading the page again.`;
  throw error;
}
