import { texts } from '../text.ts';

export const kubeletContainers = texts('kubelet', {
  Created: ['容器运行时已创建容器，但尚未开始运行。', 'Pod 启动或容器重启'],
  Started: ['容器的主进程已启动。', 'Pod 启动或容器重启', '若反复出现：容器不断退出'],
  'Failed:create': [
    'kubelet 无法用镜像创建或启动容器。',
    '容器引用的 ConfigMap、Secret 或其中的键不存在',
    '镜像中没有该命令，或命令没有执行权限',
    '设置了 runAsNonRoot，而镜像以 root 运行',
    '容器运行时拒绝了挂载、设备或资源限制',
  ],
  'Failed:start': [
    'kubelet 在创建或启动容器前的内部步骤失败。',
    'CPU、内存或设备管理器无法准备已承诺的资源',
    '节点的 cgroup 状态异常',
  ],
  Killing: [
    'kubelet 正在停止容器，消息中说明了原因。',
    'Pod 被删除、缩容或滚动更新',
    '存活探针、启动探针或 postStart 钩子失败',
    '容器定义发生变化',
    '节点正在关机或资源不足',
  ],
  Preempting: [
    'kubelet 为在同一节点上给关键 Pod 腾出空间而终止了此 Pod。',
    '静态 Pod 或系统关键 Pod 放不下',
    '节点超量分配',
  ],
  'BackOff:container': [
    '容器不断退出，kubelet 每次重启前等待的时间越来越长（CrashLoopBackOff）。',
    '应用因配置错误或缺少依赖而报错退出',
    '内存用量超过限制而被杀死（OOMKilled）',
    '存活探针过于严格',
    '本应常驻的进程自行结束',
  ],
  ExceededGracePeriod: [
    '容器运行时未能在宽限期内停止 Pod。',
    '进程忽略 SIGTERM 或卡在 I/O',
    '容器运行时无响应',
    '网络文件系统挂起',
  ],
  Unhealthy: [
    '存活、就绪或启动探针失败，或无法执行。',
    '应用缓慢、过载或尚未就绪',
    '探针的路径或端口有误，或超时过短',
    '存活和启动探针失败会导致重启；就绪探针失败会把 Pod 移出 Service',
  ],
  ProbeWarning: [
    '探针算作成功，但响应可疑，例如被重定向到其他主机。',
    'HTTP 探针被重定向到别处',
    '健康检查接口要求登录',
  ],
  FailedPostStartHook: [
    '容器的 postStart 钩子失败，容器将被终止。',
    '钩子命令失败或镜像中不存在',
    '钩子的 HTTP 接口尚未响应',
  ],
  FailedPreStopHook: [
    '容器的 preStop 钩子失败，但容器仍会被停止。',
    '钩子命令失败或镜像中不存在',
    '执行时间超过宽限期',
  ],
  LifecycleHTTPFallback: [
    '设置为 HTTPS 的生命周期钩子收到明文 HTTP 响应，改用 HTTP 后成功。',
    '钩子的 scheme 为 HTTPS，但端口使用 HTTP',
  ],
  FailedSync: ['kubelet 无法从容器运行时得知 Pod 的状态，将会重试。', '容器运行时停止或过载', '容器状态不一致'],
  ResizeStarted: ['kubelet 已开始就地调整 Pod 的 CPU 或内存。', '有人或自动扩缩器修改了 Pod 资源'],
  ResizeCompleted: ['Pod 的 CPU 或内存已就地调整完成。', '调整成功'],
  ResizeDeferred: ['节点目前放不下新的 CPU 或内存请求，kubelet 会继续尝试。', '节点资源已被其他 Pod 预留'],
  ResizeInfeasible: [
    '此节点永远无法满足新的 CPU 或内存请求。',
    '请求超过节点总量',
    '节点的 CPU、内存策略或 Pod 的特性不允许调整',
  ],
  ResizeError: ['就地调整 Pod 的 CPU 或内存失败。', '新的内存限制低于当前用量', '容器运行时拒绝了更改'],
});
