import { texts } from '../text.ts';

export const ingressNginx = texts('ingress-nginx', {
  Sync: ['控制器已接收该 Ingress，将更新 NGINX。', '新建或修改的 Ingress', '控制器重启'],
  AnnotationParsingFailed: [
    'Ingress 的某个注解无效或不被允许，因此该 Ingress 被忽略。',
    '拼写错误',
    '使用了默认禁止的 snippet，或风险过高的注解',
  ],
  'RELOAD:done': ['NGINX 正在重新加载配置。', 'Ingress、Service、Secret 或 ConfigMap 发生变化'],
  'RELOAD:failed': [
    'NGINX 拒绝新配置并继续使用旧配置，之后的更改也不会生效。',
    'snippet 或注解导致配置无效',
    '证书损坏',
  ],
  CREATE: ['控制器首次读取其 ConfigMap。', '控制器启动'],
  UPDATE: ['控制器的 ConfigMap 已更改。', '有人修改了控制器设置'],
});
