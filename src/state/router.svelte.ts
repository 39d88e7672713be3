/** Where the person is, in the fragment of the address: reload, back and forward keep it. */
import { untrack } from 'svelte';
import { formatRoute, parseRoute, type Route } from './routes.ts';

type Place = Exclude<Route, { at: 'link' }>;

/** Places that are not in the address, and are kept for the way back. */
const mostHidden = 100;

export class Router {
  route: Route = $state.raw({ at: 'start' });
  /** Hears of a connection link that was opened; the fragment is already another. */
  onlink: (link: string) => void = () => undefined;
  /** What the address may show of a path: a path may hold a secret, which the browser would write into its history. */
  shownPath: (device: string, path: string) => string = (_device, path) => path;
  /** Places that the address shows only in part, by the name that the entry of the history has for them. */
  readonly #hidden = new Map<string, Place>();

  constructor() {
    addEventListener('hashchange', () => this.read());
    // Two places may have one address.
    addEventListener('popstate', () => this.read());
  }

  /** Reads the address; to be called once when all is set up. */
  read(): void {
    const hidden = this.#hidden.get(String(history.state));
    const route = hidden ?? parseRoute(location.hash);
    if (route.at === 'link') {
      // A reload must not open the link once more, nor the way back.
      this.go({ at: 'start' }, { replace: true });
      this.onlink(route.link);
    } else if (!hidden && this.#shown(route) !== route) {
      // An address that was typed, or that came from elsewhere.
      this.go(route, { replace: true });
    } else {
      this.route = route;
    }
  }

  go(route: Place, { replace = false } = {}): void {
    const shown = this.#shown(route);
    const hash = formatRoute(shown);
    const name = shown === route ? null : this.#hide(route);
    const here = this.#hidden.has(String(history.state)) ? String(history.state) : null;
    const isHere = hash === location.hash && name === here;
    if (replace) history.replaceState(name, '', hash);
    else if (!isHere) history.pushState(name, '', hash);
    this.route = route;
  }

  back(): void {
    this.go({ at: 'start' });
  }

  #shown(route: Place): Place {
    if (route.at !== 'device' || route.path === undefined) return route;
    const { device, path } = route;
    const shown = untrack(() => this.shownPath(device, path));
    return shown === path ? route : { ...route, path: shown };
  }

  #hide(route: Place): string {
    const here = String(history.state);
    const known = this.#hidden.get(here);
    if (known && formatRoute(known) === formatRoute(route)) return here;
    const name = crypto.randomUUID();
    this.#hidden.set(name, route);
    for (const oldest of this.#hidden.keys()) {
      if (this.#hidden.size <= mostHidden) break;
      this.#hidden.delete(oldest);
    }
    return name;
  }
}
