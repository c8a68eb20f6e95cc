import { texts } from '../text.ts';

export const istioCni = texts('istio', {
  DeleteBrokenPod: ['Pod 在节点上的 Istio 网络插件就绪之前启动，被删除以便重新启动。', '新节点，或插件重启'],
  LabelBrokenPod: ['Pod 在节点上的 Istio 网络插件就绪之前启动，被标记为损坏。', '新节点，或插件重启'],
});
