import { type Scenario } from './scenario.ts';
import { ADMISSION } from './scenarios/admission.ts';
import { CONTAINERS } from './scenarios/containers.ts';
import { CONTROLLERS } from './scenarios/controllers.ts';
import { IMAGES } from './scenarios/images.ts';
import { NODES } from './scenarios/nodes.ts';
import { SCHEDULING } from './scenarios/scheduling.ts';
import { TOGETHER } from './scenarios/together.ts';
import { VOLUMES } from './scenarios/volumes.ts';

/** One thing goes wrong in each, as a real cluster writes it. */
export const SCENARIOS: readonly Scenario[] = [
  ...IMAGES,
  ...CONTAINERS,
  ...SCHEDULING,
  ...VOLUMES,
  ...ADMISSION,
  ...NODES,
  ...CONTROLLERS,
  ...TOGETHER,
];
