/** uPlot with its stylesheet, as one part that is loaded when the first chart is drawn. */
import 'uplot/dist/uPlot.min.css';

export { default } from 'uplot';
