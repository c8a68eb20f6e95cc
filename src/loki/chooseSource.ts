import { type DataSourceInstanceSettings } from '@grafana/data';

/** A data source that a link or the settings name, but that this person cannot use. */
export interface MissingSource {
  name: string;
  namedBy: 'link' | 'settings';
}

type Source = Pick<DataSourceInstanceSettings, 'uid' | 'name' | 'isDefault'>;

/**
 * Which of a person's Loki data sources to read: the one that the link names, else the one that the settings name, else the
 * first. One that is named is never replaced by another one: its events would be taken for those of the named one.
 */
export function chooseSource(
  sources: readonly Source[],
  inLink: string,
  inSettings = ''
): { uid?: string; missing?: MissingSource } {
  const name = inLink || inSettings;
  if (!name) {
    return { uid: sources[0]?.uid };
  }
  const uid = find(sources, name)?.uid;
  return uid ? { uid } : { missing: { name, namedBy: inLink ? 'link' : 'settings' } };
}

/** By its uid; dashboards' links may have its name, or `default`. */
const find = (sources: readonly Source[], name: string) =>
  sources.find(({ uid }) => uid === name) ??
  sources.find((source) => source.name === name) ??
  (name === 'default' ? sources.find(({ isDefault }) => isDefault) : undefined);
