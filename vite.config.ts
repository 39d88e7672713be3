import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The dev server puts styles into the page itself; the built page needs no such leave and does not get it. */
function looserStylesInDev(): Plugin {
  return {
    name: 'usp-console:csp-in-dev',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  };
}

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

export default defineConfig({
  // Relative, so that the built page runs under any sub-path of any host.
  base: './',
  define: { uspConsoleVersion: JSON.stringify(version) },
  worker: { format: 'es' },
  // How long each plugin took is nothing to who starts it for the first time.
  build: { target: 'es2022', assetsInlineLimit: 0, rolldownOptions: { checks: { bundlerTimings: false } } },
  plugins: [
    svelte(),
    looserStylesInDev(),
    VitePWA({
      // A new version waits until the last tab is closed: a page in use keeps the parts that it may still have to load.
      registerType: 'prompt',
      injectRegister: 'script-defer',
      // The patterns below find them already.
      includeManifestIcons: false,
      manifest: {
        id: './',
        name: 'USP Console',
        short_name: 'USP Console',
        description: 'A TR-369 (USP) Controller in one web page',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#ffffff',
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
      workbox: {
        // The facts of TR-181 too: read only once a device is open, but there without a network.
        globPatterns: ['**/*.{html,js,css,svg,png}', 'tr181/*.{json,txt}'],
        // Only what is cached is answered from the cache: an address beside the page (an Agent's, say) is not ours.
        navigateFallback: null,
        cleanupOutdatedCaches: true,
        // A host edits its presets without a build; the last ones seen serve when there is no network.
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith('/config.json'),
            handler: 'NetworkFirst',
            options: { cacheName: 'presets' },
          },
        ],
      },
    }),
  ],
});
