import { Failure, LokiFailure } from '../loki/failure.ts';
import { type Loki } from '../loki/loki.ts';

interface DataSource {
  uid: string;
  name: string;
  type: string;
  isDefault?: boolean;
}

/**
 * The path below Grafana's address at which it forwards requests to Loki.
 *
 * Source: https://grafana.com/docs/grafana/latest/developers/http_api/data_source/ (data source proxy calls).
 *
 * @param wanted a data source's UID or name; not needed if Grafana has a single one for Loki, or a default one
 * @throws {Failure} if there is no such data source
 */
export async function dataSourcePath(grafana: Pick<Loki, 'get'>, wanted: string | undefined): Promise<string> {
  const uid = wanted === undefined ? await onlyOne(grafana) : await named(grafana, wanted);
  return `/api/datasources/proxy/uid/${encodeURIComponent(uid)}`;
}

async function onlyOne(grafana: Pick<Loki, 'get'>): Promise<string> {
  const all = ((await grafana.get('/api/datasources')) as DataSource[]).filter(({ type }) => type === 'loki');
  const one = all.length === 1 ? all[0] : all.find(({ isDefault }) => isDefault);
  if (!one) {
    throw new Failure(
      all.length === 0
        ? 'this Grafana has no Loki data source that you may list: set --datasource to its UID'
        : `this Grafana has several Loki data sources: set --datasource to one of ${all.map(({ name, uid }) => `${name} (${uid})`).join(', ')}`
    );
  }
  return one.uid;
}

/** Not everyone who may query a data source may look it up. Without that right, the text counts as a UID. */
async function named(grafana: Pick<Loki, 'get'>, wanted: string): Promise<string> {
  for (const by of ['uid', 'name']) {
    try {
      const { uid, type, name } = (await grafana.get(
        `/api/datasources/${by}/${encodeURIComponent(wanted)}`
      )) as DataSource;
      if (type !== 'loki') {
        throw new Failure(`--datasource: ${name} is of type ${type}, not loki`);
      }
      return uid;
    } catch (error) {
      if (!(error instanceof LokiFailure) || ![403, 404].includes(error.status)) {
        throw error;
      }
      if (error.status === 403) {
        return wanted;
      }
    }
  }
  throw new Failure(`--datasource: this Grafana has no data source with the UID or name "${wanted}"`);
}
