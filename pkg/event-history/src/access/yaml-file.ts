import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Failure } from '../loki/failure.ts';

/** The content of a YAML file. @throws {Failure} that names the file */
export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}
