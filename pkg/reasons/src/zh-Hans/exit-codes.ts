import { type Language } from '../text.ts';

export const exitCodes: Language['exitCodes'] = {
  0: '进程按预期结束',
  1: '应用程序出错：原因见最后几行日志',
  2: '命令或其选项使用错误，或 Go 程序发生 panic',
  125: '用于启动其他命令的命令本身失败（docker run、timeout、env）',
  126: '找到了命令但无法执行：权限不足、架构不符或是目录',
  127: '镜像或其 PATH 中没有该命令',
  128: '容器运行时无法启动进程',
  130: '由 SIGINT（128 + 2）结束，例如按下 Ctrl+C',
  134: '由 SIGABRT（128 + 6）结束：进程自行中止，例如断言失败',
  137: '由 SIGKILL（128 + 9）结束：仅当 reason 为 OOMKilled 时才是内存不足，否则由外部终止',
  139: '由 SIGSEGV（128 + 11）结束：进程访问了无效内存',
  143: '由 SIGTERM（128 + 15）结束：收到了停止请求',
};
