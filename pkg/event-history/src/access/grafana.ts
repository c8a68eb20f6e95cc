import { Failure, LokiFailure } from '../loki/failure.ts';
import { type Loki } from '../loki/loki.ts';

interface DataSource {
  uid: string;
  name: string;
  type: string;
  isDefault?: boolean;
}

/**
 * The path below a Grafana's address at which it hands requests on to a Loki.
 *
 * Source: https://grafana.com/docs/grafana/latest/developers/http_api/data_source/ (data source proxy calls).
 *
 * @param wanted a data source's UID or name; none where Grafana has but one of Loki, or one that is its default
 * @throws {Failure} where there is no such one
 */
export async function dataSourcePath(grafana: Pick<Loki, 'get'>, wanted: string | undefined): Promise<string> {
  const found = wanted === undefined ? await theOne(grafana) : await named(grafana, wanted);
  return `/api/datasources/proxy/uid/${encodeURIComponent(found)}`;
}

async function theOne(grafana: Pick<Loki, 'get'>): Promise<string> {
  const all = ((await grafana.get('/api/datasources')) as DataSource[]).filter(({ type }) => type === 'loki');
  const one = all.length === 1 ? all[0] : all.find(({ isDefault }) => isDefault);
  if (!one) {
    throw new Failure(
      all.length === 0
        ? 'this Grafana has no Loki data source that you may see: name one by --datasource UID'
        : `this Grafana has several Loki data sources: choose one by --datasource, of ${all.map(({ name, uid }) => `${name} (${uid})`).join(', ')}`
    );
  }
  return one.uid;
}

/** Who may query a data source may not always look it up: then what was given is taken for its UID. */
async function named(grafana: Pick<Loki, 'get'>, wanted: string): Promise<string> {
  for (const by of ['uid', 'name']) {
    try {
      const { uid, type, name } = (await grafana.get(
        `/api/datasources/${by}/${encodeURIComponent(wanted)}`
      )) as DataSource;
      if (type !== 'loki') {
        throw new Failure(`--datasource: ${name} is a data source of the type ${type}, not of Loki`);
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
