import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bed } from '../collector/harness.ts';
import { FORMATS, startBed, untilStored } from './bed.ts';
import { createEvents } from './events.ts';
import { assertAlike, history, kubectl } from './programs.ts';

/** Field selectors, some of which match no event in the default namespace. */
const SELECTORS = [
  '',
  'type=Warning',
  'type==Normal',
  'type!=Normal',
  'type=',
  'type!=',
  'reason=BackOff',
  'reason!=BackOff',
  'reason=',
  'reason!=',
  'reason=Failed Scheduling',
  'reason=backoff',
  'involvedObject.kind=Pod',
  'involvedObject.kind!=Pod',
  'involvedObject.kind=Node,involvedObject.name=node-1',
  'involvedObject.kind=Node,involvedObject.name!=node-1',
  'involvedObject.namespace=default',
  'involvedObject.namespace!=default',
  'involvedObject.namespace=',
  'involvedObject.namespace=a',
  'involvedObject.name=web-1',
  'involvedObject.name!=web-1',
  'involvedObject.name=tls\\, with\\=signs\\\\',
  'involvedObject.name!=tls\\, with\\=signs\\\\',
  'involvedObject.uid=uid-web-1',
  'involvedObject.uid!=uid-web-1',
  'involvedObject.uid=',
  'involvedObject.apiVersion=apps/v1',
  'involvedObject.apiVersion!=v1',
  'involvedObject.resourceVersion=4711',
  'involvedObject.resourceVersion!=4711',
  'involvedObject.resourceVersion=',
  'involvedObject.fieldPath=spec.containers{web}',
  'involvedObject.fieldPath!=spec.containers{web}',
  'involvedObject.fieldPath=',
  'reportingComponent=example.com/scheduler',
  'reportingComponent!=example.com/scheduler',
  'reportingComponent=',
  'source=kubelet',
  'source!=kubelet',
  'source=example.com/scheduler',
  'source=example.com/own',
  'source=',
  'metadata.name=old-3.5ccd',
  'metadata.name!=old-3.5ccd',
  'metadata.namespace=default',
  'metadata.namespace!=default',
  'metadata.namespace=a-b',
  'type!=Normal,involvedObject.kind=Pod,reason=BackOff',
  'type=Warning,type=Normal',
  'type!=Warning,type!=Normal',
  ' type=Warning ',
  ',type=Warning,,',
  '=',
  '!=',
  'reason=no such reason',
];

/** Field selectors that an API server refuses. */
const REFUSED = [
  'type',
  'type=Normal,reason',
  'kind=Pod',
  'involvedObject=x',
  'involvedObject.Kind=Pod',
  'metadata.uid=1',
  'zz=1,aa=2',
  'type = Normal',
  'type=Normal, reason=BackOff',
  '=Normal',
  '!=Normal',
  'reason=a=b',
  'reason!==b',
  'reason=a\\b',
  'reason=a\\',
  'reason=\\é"\t',
  'type in (Normal)',
  'type>Normal',
];

describe('--field-selector', () => {
  let bed: Bed;

  before(async () => {
    bed = await startBed();
    await untilStored(bed, await createEvents(bed.stack, 20));
  });
  after(() => bed?.end());

  const alike = (args: readonly string[], cluster: string) =>
    assertAlike(
      () => kubectl(bed.stack, ['get', 'events', ...args]),
      () => history(bed.stack, ['get', '--cluster', cluster, ...args])
    );

  for (const selector of SELECTORS) {
    it(`selects the events that the API server selects by ${JSON.stringify(selector)}`, async () => {
      const runs = await Promise.all(FORMATS.map((format) => alike(['--field-selector', selector], format)));
      assert.deepEqual(
        runs.map(({ code }) => code),
        [0, 0, 0]
      );
    });
  }

  it('selects in all namespaces', async () => {
    for (const selector of ['', 'metadata.namespace=a', 'involvedObject.namespace!=a', 'reason=', 'type=Warning']) {
      const { out } = await alike(['-A', '--field-selector', selector], 'flat');
      assert.match(out, /^NAMESPACE {3,}LAST SEEN/);
    }
  });

  for (const selector of REFUSED) {
    it(`refuses ${JSON.stringify(selector)} in the API server's words`, async () => {
      const { code, out, err } = await alike(['--field-selector', selector], 'flat');
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(err, /^Error from server \(BadRequest\)/);
    });
  }

  it('finds events for most of the selectors', async () => {
    let found = 0;
    for (const selector of SELECTORS) {
      found += Number((await history(bed.stack, ['get', '--field-selector', selector])).out !== '');
    }
    assert.ok(found >= 40, `${found} of ${SELECTORS.length} find something`);
  });
});
