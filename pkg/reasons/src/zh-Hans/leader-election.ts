import { texts } from '../text.ts';

export const leaderElection = texts('leader-election', {
  LeaderElection: ['某个副本成为或不再是领导者。', '组件启动、更新或重启', '若频繁出现：领导者未能及时访问 API 服务器'],
});
