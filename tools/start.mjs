/** `npm start`: sets up, builds and serves the page. `npm start -- --port 8080 --host 0.0.0.0` */
import { parseArgs } from 'node:util';
import { checkNode, installPackages, root } from './setup.mjs';

checkNode();
const { values } = parseArgs({
  options: { port: { type: 'string' }, host: { type: 'string', default: 'localhost' } },
});
installPackages();

const { build } = await import('vite');
await build({ root, logLevel: 'warn' });

const { serve } = await import('./serve.mjs');
const port = values.port === undefined ? 4173 : Number(values.port);
const { url } = await serve({ port, strict: values.port !== undefined, host: values.host });
if (Number(new URL(url).port) !== port) {
  console.log(`
Port ${String(port)} is taken, so the page has another address this time. A browser keeps saved connections and all else for
each address by itself: what you saved at port ${String(port)} is there, and not here. --port N names a port of your own.`);
}
console.log(`\nUSP Console is at ${url}\nThe demo device in it needs nothing else. Ctrl+C stops.`);
