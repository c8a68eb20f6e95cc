import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Problem } from '@kubernetes-events/problems';
import { FilterValue } from '../fields/FilterValue';
import { quiet } from '../shared/styles';

/** Cluster, namespace and kind of what fails: each filters. */
export function Where({ problem: { cluster, namespace, workload, shared } }: { problem: Problem }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.where}>
      {cluster && <FilterValue field="cluster" value={cluster} />}
      {namespace && <FilterValue field="_namespace" value={namespace} />}
      {shared ? <span>{shared.kind}</span> : <FilterValue field="workload" value={workload} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  where: css({ ...quiet(theme), display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5) }),
});
