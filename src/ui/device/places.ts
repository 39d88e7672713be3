/** The places of a device in the order of their tabs, with the letter that leads there after `g`. */
import Activity from '@lucide/svelte/icons/activity';
import Bell from '@lucide/svelte/icons/bell';
import ChartLine from '@lucide/svelte/icons/chart-line';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Gauge from '@lucide/svelte/icons/gauge';
import GitCompare from '@lucide/svelte/icons/git-compare';
import ListChecks from '@lucide/svelte/icons/list-checks';
import ListTree from '@lucide/svelte/icons/list-tree';

export const places = [
  { id: 'overview', label: 'Overview', icon: Gauge, key: 'o' },
  { id: 'model', label: 'Model', icon: ListTree, key: 'm' },
  { id: 'watch', label: 'Watch', icon: ChartLine, key: 'w' },
  { id: 'notifications', label: 'Notifications', icon: Bell, key: 'n' },
  { id: 'requests', label: 'Requests', icon: ListChecks, key: 'r' },
  { id: 'wire', label: 'Wire', icon: Activity, key: 'l' },
  { id: 'compare', label: 'Compare', icon: GitCompare, key: 'c' },
  { id: 'craft', label: 'Craft', icon: FlaskConical, key: 'f' },
] as const;

export type Place = (typeof places)[number]['id'];
