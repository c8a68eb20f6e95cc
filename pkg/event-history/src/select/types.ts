import { Failure } from '../loki/failure.ts';

/** Parses `--types=Normal,Warning`, to lower case. @throws {Failure} in kubectl's words */
export function typesOf(flag: string | undefined): string[] {
  const types = (flag ?? '')
    .split(',')
    .filter(Boolean)
    .map((type) => type.toLowerCase());
  if (types.some((type) => type !== 'normal' && type !== 'warning')) {
    throw new Failure('valid --types are Normal or Warning');
  }
  return types;
}
