import { type LokiError } from '../../loki/error';
import { Loading } from '../../shared/states/Loading';
import { Trouble } from './Trouble';

/** In place of what has not been loaded yet: that it is loading, or why it cannot be. */
export const Waiting = ({ error }: { error?: LokiError }) => (error ? <Trouble error={error} /> : <Loading />);
