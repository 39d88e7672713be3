/** The places of the page as fragments. */
import { isConnectionLink } from './links/connection-link.ts';

export type Route =
  | { readonly at: 'start' }
  | { readonly at: 'new'; readonly kind: 'websocket' | 'mqtt' }
  | { readonly at: 'edit'; readonly connection: string }
  /** A device by its id on the port, a place on its screen and a path in its model. */
  | { readonly at: 'device'; readonly device: string; readonly place?: string; readonly path?: string }
  /** What passes on all connections. */
  | { readonly at: 'wire' }
  /** A capture that is open, by its number in this page. */
  | { readonly at: 'capture'; readonly capture: string }
  | { readonly at: 'link'; readonly link: string };

/** Reads a fragment; what it does not know is the start. */
export function parseRoute(hash: string): Route {
  if (isConnectionLink(hash)) return { at: 'link', link: hash };
  const [place, ...rest] = hash.replace(/^#?\/?/, '').split('/');
  const [first, second, ...path] = rest.map(decode);
  switch (place) {
    case 'new':
      return { at: 'new', kind: first === 'mqtt' ? 'mqtt' : 'websocket' };
    case 'connection':
      return first ? { at: 'edit', connection: first } : { at: 'start' };
    case 'wire':
      return { at: 'wire' };
    case 'capture':
      return first ? { at: 'capture', capture: first } : { at: 'start' };
    case 'device':
      if (!first) return { at: 'start' };
      return {
        at: 'device',
        device: first,
        ...(second && { place: second }),
        ...(path.length > 0 && { path: path.join('/') }),
      };
    default:
      return { at: 'start' };
  }
}

export function formatRoute(route: Exclude<Route, { at: 'link' }>): string {
  switch (route.at) {
    case 'start':
      return '#/';
    case 'new':
      return `#/new/${route.kind}`;
    case 'wire':
      return '#/wire';
    case 'capture':
      return `#/capture/${encode(route.capture)}`;
    case 'edit':
      return `#/connection/${encode(route.connection)}`;
    case 'device': {
      const parts = [route.device, route.place ?? '', route.path ?? ''];
      while (parts.at(-1) === '') parts.pop();
      return `#/device/${parts.map(encode).join('/')}`;
    }
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|7C|2C|40)/g, (code) => decodeURIComponent(code));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
