/** Where the person is, in the fragment of the address: reload, back and forward keep it. */
import { formatRoute, parseRoute, type Route } from './routes.ts';

export class Router {
  route: Route = $state.raw({ at: 'start' });
  /** Hears of a connection link that was opened; the fragment is already another. */
  onlink: (link: string) => void = () => undefined;

  constructor() {
    addEventListener('hashchange', () => this.read());
  }

  /** Reads the address; to be called once when all is set up. */
  read(): void {
    const { hash } = location;
    const route = parseRoute(hash);
    if (route.at !== 'link') {
      this.route = route;
      return;
    }
    // A reload must not open the link once more, nor the way back.
    this.go({ at: 'start' }, { replace: true });
    this.onlink(route.link);
  }

  go(route: Exclude<Route, { at: 'link' }>, { replace = false } = {}): void {
    const hash = formatRoute(route);
    if (replace) history.replaceState(history.state, '', hash);
    else if (hash !== location.hash) history.pushState(null, '', hash);
    this.route = route;
  }

  back(): void {
    this.go({ at: 'start' });
  }
}
