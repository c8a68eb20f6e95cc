import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, modeOf } from '../src/index.ts';

describe('the mode of a reason', () => {
  const rows: Array<[id: string, mode: string]> = [
    ['kubelet/NodeShutdown', 'node'],
    ['kube-controller-manager/DeviceTaintManagerEviction', 'node'],
    ['kubelet/Failed:pull', 'image'],
    ['kubelet/Failed:create', 'crash'],
    ['kube-controller-manager/FailedCreate:pod', 'admission'],
    ['kube-controller-manager/FailedCreate:cronjob', 'job'],
    ['kube-controller-manager/FailedBinding:claim', 'volume'],
  ];
  for (const [id, mode] of rows) {
    it(`${id} is a sign of: ${mode}`, () => {
      const entry = entryOf(id);
      assert.ok(entry);
      assert.equal(modeOf(entry), mode);
    });
  }
});
